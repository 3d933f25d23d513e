// @ts-check
/**
 * The words of the wire (SYNC.md) and of the phone app as types. No code: `@import` them where rooms meet.
 * @module
 */

/**
 * A key that a card or a text can be sealed for.
 * @typedef {{id: string, public: string}} Key
 */

/** @typedef {{id: string, name: string, key: Key}} Member */

/** @typedef {{id: string, name: string, language: string, country: string, key: Key, texts_key: Key}} Group */

/** @typedef {"phone" | "text" | "signal" | "whatsapp" | "telegram" | "email" | "post" | "other"} Channel */
/** @typedef {"follow_up" | "news"} Purpose */
/** @typedef {"given" | "refused" | "later" | "not_asked"} Ask */
/** @typedef {"cupboard" | "member" | "phone" | "other"} Holder */
/** @typedef {"hand" | "letterbox" | "left_at_place"} Way */

/**
 * The outing as the server sends it.
 * @typedef {object} Outing
 * @property {string} id
 * @property {string} place
 * @property {string} setting
 * @property {string} starts_at
 * @property {string} ends_at
 * @property {Member} lead
 * @property {Member[]} members those coming
 * @property {{conversations?: number, asked?: number, contacts?: number, copies?: number}} goals
 * @property {{id: string, text: string}[]} guide
 * @property {{id: string, text: string, answer?: string}[]} questions
 * @property {{id: string, purpose: Purpose, channel: Channel, language: string, text: string}[]} wordings
 * @property {{id: string, issue: string, code: string, taken: number}[]} batches
 * @property {Totals} [totals]
 * @property {string | number} version
 */

/**
 * Counts of the whole outing, over facts not retracted.
 * @typedef {{conversations: number, asked: number, given: number, copies: number, for_friend: number, contacts: number, copies_left: number}} Totals
 */

/** @typedef {"conversation" | "detail" | "handout" | "asked_in_vain" | "taken" | "passed_on" | "count" | "contact" | "question" | "remark" | "place" | "shift_ended" | "retraction"} Kind */

/**
 * What was noted about a conversation; every field may be missing.
 * @typedef {{ask?: Ask, reception?: 1 | 2 | 3 | 4, language?: string, questions?: string[], points?: string[]}} ConversationFields
 */

/** @typedef {{id: string, ct: string, wraps: {for: string, wrap: string}[]}} Sealed */
/** @typedef {{purpose: Purpose, channel: Channel, wording: string}} Consent */

/**
 * One thing that happened, as it travels. `body` is as SYNC.md says for its kind.
 * @typedef {{id: string, kind: Kind, outing: string, made_at: string, body: Record<string, any>}} Fact
 */

/**
 * An outing that this phone joined, as the screens see it (token and pass stay inside).
 * @typedef {object} Joined
 * @property {string} key the outing's id
 * @property {Group} group
 * @property {Outing} outing
 * @property {Member} [member] whose phone it is; absent for a helper
 * @property {boolean} [late] the pass has ended: this phone may only send what it has
 * @property {number} joinedAt
 * @property {number} [startedAt] when the shift was started here
 * @property {number} [endedAt] when the shift was ended here
 * @property {number} [passEndedAt] when the server said that the pass has ended
 * @property {Totals} [totals]
 * @property {number} [totalsAt]
 * @property {boolean} [signedOut] nothing can be sent until the phone joins again
 */

/**
 * A joined outing as stored: one row of the table `outings`.
 * @typedef {Joined & {version: 1, token?: string, pass?: string, phone: string, generation?: string, etag?: string}} OutingRow
 */

/**
 * One fact as stored: a row of `outbox`, `sent` or `refused`. Never rewritten by an update of the app.
 * @typedef {{id: string, version: 1, outing: string, fact: Fact, savedAt: number, sentAt?: number, code?: string, sentence?: string, at?: number}} Entry
 */

/** @typedef {"outbox" | "sent" | "refused"} Shelf */

/** @typedef {{contact: string, owner?: string, metAt: number, dueAt: number, questions: string[], reception?: number}} OpenFollowUp */

/**
 * What this phone alone counted for one outing, retractions taken out.
 * @typedef {object} Tally
 * @property {number} taken
 * @property {number} left copies of this phone's own stack, never below 0
 * @property {number} handedOut copies every way, those for friends included
 * @property {number} forFriends
 * @property {number} conversations
 * @property {number} asked
 * @property {number} given
 * @property {number} contacts
 * @property {number} inVain people who wanted a copy when there was none
 * @property {number} [outSince] since when the stack is empty
 * @property {number} [runsOutAt] at the pace of the last half hour, to five minutes; from 10 copies on
 * @property {OpenFollowUp[]} openFollowUps
 */

/** @typedef {"idle" | "sending" | "offline" | "refused" | "signed_out"} SendingState */

/**
 * @typedef {object} OutboxView
 * @property {number} saved all facts made here for this outing
 * @property {number} waiting
 * @property {number} received
 * @property {{fact: Fact, code: string, sentence: string, at: number}[]} refused
 * @property {Partial<Record<Kind, number>>} byKind what is waiting, by kind
 * @property {SendingState} state
 * @property {number} [lastTryAt]
 * @property {number} [lastSentAt]
 * @property {{done: number, of: number}} [sending]
 * @property {number} [since] when the oldest waiting fact was made
 * @property {Totals} [others] the whole outing as the server last told
 */

/** @typedef {{fact: Fact, label: string, at: number, undone: boolean}} Recent */

/** @typedef {{name?: string, phone?: string, email?: string, other?: string, note?: string}} CardFields */

/**
 * @typedef {object} ContactOptions
 * @property {Channel[]} channels
 * @property {Consent[]} consents
 * @property {string} [owner] a member's id or "anyone"; absent: the member whose phone it is, else the lead
 * @property {string} [conversation]
 * @property {string} [language]
 * @property {"holder" | "person"} [typedBy]
 * @property {boolean} [unfinished]
 */

/** @typedef {{field: "name" | "phone" | "email" | "reach" | "channels" | "note", sentence: string}} FieldError */

/**
 * @typedef {object} Settings
 * @property {"auto" | "light" | "dark" | "sun"} theme
 * @property {"right" | "left"} hand
 * @property {boolean} buzz
 * @property {boolean} sheetAfterConversation
 * @property {string} language a language code, or "" for the device's own
 */

/**
 * @typedef {object} StorageView
 * @property {boolean} persisted
 * @property {boolean} canStore false: this phone keeps nothing, use a tally sheet
 * @property {number} [usage]
 * @property {number} [quota]
 * @property {boolean} safariTab an Apple browser's tab that is not on the home screen
 * @property {number} [unsentSince]
 * @property {number} [evictInDays] counted from the oldest unsent fact, where the browser may clear saved pages after a week
 */

/**
 * A browser's newer version of the app is ready. `takeOver` waits for what is being saved, then loads it.
 * @typedef {{takeOver: () => Promise<void>}} Update
 */

/**
 * The store: the same contract for IndexedDB (store.js) and for the tests' store in memory.
 * `change` does all of it in one durable transaction or nothing.
 * @typedef {object} Store
 * @property {(table: Table, key: string) => Promise<any>} get undefined when absent
 * @property {(table: Table, outing?: string) => Promise<any[]>} all in the order of keys; of one outing when given
 * @property {(table: Table, outing?: string) => Promise<number>} count
 * @property {(table: Table, outing: string, most: number) => Promise<any[]>} first the first rows of an outing
 * @property {(table: Table, key: string) => Promise<any[]>} after the rows behind a key
 * @property {(table: Table) => Promise<string | undefined>} lastKey
 * @property {(changes: Change[]) => Promise<void>} change
 * @property {() => void} close
 */

/** @typedef {"outings" | "outbox" | "sent" | "refused" | "digests" | "settings"} Table */

/**
 * put: write the row. remove: forget the key. patch: merge into the row if it is there. move: take the row from one
 * table to another, merged with `with`, if it is still there.
 * @typedef {{put: Table, row: any} | {remove: Table, key: string} | {patch: Table, key: string, with: object} | {move: string, from: Table, to: Table, with?: object}} Change
 */

/**
 * The browser's parts, handed in so that everything above runs without a browser.
 * @typedef {object} Env
 * @property {IDBFactory} [indexedDB]
 * @property {typeof fetch} fetch
 * @property {Pick<Crypto, "getRandomValues">} crypto
 * @property {Pick<LockManager, "request">} [locks]
 * @property {Partial<Pick<StorageManager, "persist" | "persisted" | "estimate">>} [storage]
 * @property {() => number} now
 * @property {(type: string, listener: () => void) => void} addEventListener of the window
 * @property {{readonly visibilityState: string, addEventListener: (type: string, listener: () => void) => void}} [document]
 * @property {(work: () => void, ms: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 * @property {{readonly onLine: boolean, readonly userAgent: string, readonly maxTouchPoints: number, readonly standalone?: boolean}} [navigator]
 * @property {typeof BroadcastChannel} [BroadcastChannel]
 * @property {ServiceWorkerContainer} [serviceWorker]
 * @property {CacheStorage} [caches]
 * @property {(query: string) => {matches: boolean}} [matchMedia]
 * @property {(error: unknown) => void} [reportError]
 * @property {() => void} [reload]
 */

export {};
