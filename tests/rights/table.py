"""Who may do what: every address of the instance, by role and by whose it is. Read by test_every_address.py.

A line is: the method, the pattern as the URL configuration spells it, what each of its parts is filled with (a word of
world.py), and what each of the people in the last WHO line is answered:

    ok   she is let in (a page, a form that asks for more, or on to the next page)
    in   she is sent to the sign-in
    403, 404, 401, 410   refused

A pattern or a method that does not stand here fails the tests. Posts are sent empty: they show who is let in to the
form, the rooms' own tests show what comes of it. Ben volunteers and `his_` things are his, everything else is Ada's; Ed
edits, Vera views, the helper holds a phone that joined by the pass, Cleo organises another group.
"""

TABLE = """
WHO                                                                                    ada ben ed  vera helper cleo nobody
GET  field/                                                                            ok  ok  ok  ok  ok  ok  ok
GET  field/worker.js                                                                   ok  ok  ok  ok  ok  ok  ok
GET  field/manifest.webmanifest                                                        ok  ok  ok  ok  ok  ok  ok
GET  field/app/<str:version>/<path:path>                  version=x path=x             404 404 404 404 404 404 404
POST field/api/1/join                                                                  ok  ok  ok  ok  ok  ok  ok
GET  field/api/1/outing                                                                401 401 401 401 ok  401 401
POST field/api/1/facts                                                                 ok  ok  ok  ok  ok  ok  ok
GET  style/<slug:digest>.css                              digest=x                     ok  ok  ok  ok  ok  ok  ok
POST style/<slug:digest>.css                              digest=x                     ok  ok  ok  ok  ok  ok  ok
GET  healthz                                                                           ok  ok  ok  ok  ok  ok  ok
GET  sign-in/                                                                          ok  ok  ok  ok  ok  ok  ok
POST sign-in/                                                                          ok  ok  ok  ok  ok  ok  ok
GET  sign-in/code/                                                                     in  in  in  in  in  in  in
POST sign-in/code/                                                                     in  in  in  in  in  in  in
GET  unlock/                                                                           ok  ok  ok  ok  in  ok  in
POST unlock/                                                                           ok  ok  ok  ok  in  ok  in
POST lock/                                                                             ok  ok  ok  ok  in  ok  in
POST sign-out/                                                                         in  in  in  in  in  in  in
GET  invitation/                                                                       ok  ok  ok  ok  ok  ok  ok
POST invitation/                                                                       ok  ok  ok  ok  ok  ok  ok
GET  recovery/                                                                         ok  ok  ok  ok  ok  ok  ok
POST recovery/                                                                         ok  ok  ok  ok  ok  ok  ok
GET  me/                                                                               ok  ok  ok  ok  in  ok  in
POST me/                                                                               ok  ok  ok  ok  in  ok  in
GET  pin/                                                                              in  in  in  in  in  in  in
POST pin/                                                                              in  in  in  in  in  in  in
GET  me/phone/                                                                         ok  ok  ok  ok  in  ok  in
POST me/phone/                                                                         ok  ok  ok  ok  in  ok  in
POST me/phone/forgetting/                                                              ok  ok  ok  ok  in  ok  in
GET  me/password/                                                                      ok  ok  ok  ok  in  ok  in
POST me/password/                                                                      ok  ok  ok  ok  in  ok  in
POST me/sessions/<slug:row>/ending/                       row=session                  ok  404 404 404 in  404 in
POST me/sessions/<slug:row>/ending/                       row=his_session              404 ok  404 404 in  404 in
POST me/pins/<uuid:pin>/ending/                           pin=pin                      ok  404 404 404 in  404 in
POST me/pins/<uuid:pin>/ending/                           pin=his_pin                  404 ok  404 404 in  404 in
POST me/devices/ending/                                                                ok  ok  ok  ok  in  ok  in
GET  me/second-factor/                                                                 ok  ok  ok  ok  in  ok  in
POST me/second-factor/                                                                 ok  ok  ok  ok  in  ok  in
POST me/second-factor/ending/                                                          ok  ok  ok  ok  in  ok  in
GET  me/passkeys/                                                                      ok  ok  ok  ok  in  ok  in
POST me/passkeys/                                                                      ok  ok  ok  ok  in  ok  in
POST me/passkeys/<uuid:id>/name/                          id=passkey                   404 404 404 404 in  404 in
POST me/passkeys/<uuid:id>/ending/                        id=passkey                   404 404 404 404 in  404 in
GET  set-up/1/                                                                         404 404 404 404 404 404 404
POST set-up/1/                                                                         404 404 404 404 404 404 404
GET  set-up/2/                                                                         404 404 404 404 404 404 404
POST set-up/2/                                                                         404 404 404 404 404 404 404
GET  set-up/3/                                                                         ok  ok  ok  ok  in  ok  in
POST set-up/3/                                                                         ok  ok  ok  ok  in  ok  in
GET  set-up/sheet/                                                                     404 404 404 404 in  404 in
POST set-up/sheet/                                                                     404 404 404 404 in  404 in
GET  set-up/                                                                           ok  403 403 403 in  ok  in
POST set-up/                                                                           ok  403 403 403 in  ok  in
POST set-up/invitations/                                                               ok  403 403 403 in  ok  in
POST set-up/invitations/<uuid:id>/withdrawal/             id=invitation                ok  403 403 403 in  404 in
GET  set-up/members/<uuid:id>/                            id=member                    ok  403 403 403 in  404 in
POST set-up/members/<uuid:id>/languages/                  id=member                    ok  403 403 403 in  404 in
POST set-up/members/<uuid:id>/sessions/<slug:row>/ending/ id=member row=his_session    ok  403 403 403 in  404 in
POST set-up/members/<uuid:id>/sessions/<slug:row>/ending/ id=member row=session        404 403 403 403 in  404 in
POST set-up/members/<uuid:id>/pins/<uuid:pin>/ending/     id=member pin=his_pin        ok  403 403 403 in  404 in
POST set-up/members/<uuid:id>/pins/<uuid:pin>/ending/     id=member pin=pin            404 403 403 403 in  404 in
POST set-up/members/<uuid:id>/devices/ending/             id=member                    ok  403 403 403 in  404 in
POST set-up/members/<uuid:id>/key/                        id=member                    ok  403 403 403 in  404 in
POST set-up/members/<uuid:id>/way-back/                   id=member                    ok  403 403 403 in  404 in
GET  set-up/members/<uuid:id>/role/                       id=member                    ok  403 403 403 in  404 in
POST set-up/members/<uuid:id>/role/                       id=member                    ok  403 403 403 in  404 in
GET  set-up/members/<uuid:id>/ending/                     id=member                    ok  403 403 403 in  404 in
POST set-up/members/<uuid:id>/ending/                     id=member                    ok  403 403 403 in  404 in
GET  set-up/group/                                                                     ok  403 403 403 in  ok  in
POST set-up/group/                                                                     ok  403 403 403 in  ok  in
GET  set-up/keys/                                                                      ok  403 403 403 in  ok  in
POST set-up/keys/                                                                      ok  403 403 403 in  ok  in
POST set-up/keys/sheet/                                                                ok  403 403 403 in  ok  in
GET  set-up/audit/                                                                     ok  403 403 403 in  ok  in
GET  set-up/wordings/                                                                  ok  403 403 403 in  ok  in
POST set-up/wordings/                                                                  ok  403 403 403 in  ok  in
GET  set-up/wordings/<uuid:id>/                           id=wording                   ok  403 403 403 in  404 in
POST set-up/wordings/<uuid:id>/                           id=wording                   ok  403 403 403 in  404 in
POST asking/                                                                           ok  ok  ok  ok  in  ok  in
GET  copies/                                                                           ok  ok  ok  ok  in  ok  in
GET  copies/issues/                                                                    ok  ok  ok  ok  in  ok  in
GET  copies/issues/<uuid:issue_id>/                       issue_id=issue               ok  ok  ok  ok  in  404 in
GET  copies/batches/<uuid:batch_id>/                      batch_id=batch               ok  ok  ok  ok  in  404 in
POST copies/batches/<uuid:batch_id>/trial/                batch_id=batch               ok  ok  403 403 in  404 in
GET  copies/holders/                                                                   ok  ok  ok  ok  in  ok  in
GET  copies/holders/<uuid:holder_id>/                     holder_id=holder             ok  ok  ok  ok  in  404 in
GET  copies/new/                                                                       ok  ok  403 403 in  ok  in
POST copies/new/                                                                       ok  ok  403 403 in  ok  in
GET  copies/move/                                                                      ok  ok  403 403 in  ok  in
POST copies/move/                                                                      ok  ok  403 403 in  ok  in
GET  copies/count/                                                                     ok  ok  403 403 in  ok  in
POST copies/count/                                                                     ok  ok  403 403 in  ok  in
GET  copies/ledger/                                                                    ok  ok  ok  ok  in  ok  in
GET  copies/movements/<uuid:line_id>/correction/          line_id=movement             ok  ok  403 403 in  404 in
POST copies/movements/<uuid:line_id>/correction/          line_id=movement             ok  ok  403 403 in  404 in
GET  copies/gaps/<uuid:line_id>/                          line_id=gap                  ok  ok  ok  ok  in  404 in
POST copies/gaps/<uuid:line_id>/                          line_id=gap                  ok  ok  403 403 in  404 in
GET  paper/                                                                            ok  ok  ok  ok  in  ok  in
GET  paper/standing/                                                                   ok  403 ok  403 in  ok  in
POST paper/standing/                                                                   ok  403 ok  403 in  ok  in
GET  paper/put-away/                                                                   ok  ok  ok  403 in  ok  in
GET  paper/issues/new/                                                                 ok  403 ok  403 in  ok  in
POST paper/issues/new/                                                                 ok  403 ok  403 in  ok  in
GET  paper/issues/<uuid:make_id>/                         make_id=make                 ok  ok  ok  404 in  404 in
GET  paper/issues/<uuid:make_id>/change/                  make_id=make                 ok  403 ok  403 in  404 in
POST paper/issues/<uuid:make_id>/change/                  make_id=make                 ok  403 ok  403 in  404 in
POST paper/issues/<uuid:make_id>/pieces/                  make_id=make                 ok  403 ok  403 in  404 in
POST paper/issues/<uuid:make_id>/order/                   make_id=make                 ok  403 ok  403 in  404 in
POST paper/issues/<uuid:make_id>/readiness/               make_id=make                 ok  403 ok  403 in  404 in
POST paper/issues/<uuid:make_id>/publication/             make_id=make                 ok  403 ok  403 in  404 in
GET  paper/issues/<uuid:make_id>/front.png                make_id=make                 ok  ok  ok  404 in  404 in
POST paper/issues/<uuid:make_id>/prints/                  make_id=make                 ok  403 ok  403 in  404 in
GET  paper/prints/<uuid:order_id>/                        order_id=print_order         ok  403 ok  403 in  404 in
GET  paper/prints/<uuid:order_id>/file/                   order_id=print_order         404 403 404 403 in  404 in
POST paper/places/<uuid:piece_id>/                        piece_id=running_piece       ok  403 ok  403 in  404 in
POST paper/pieces/new/                                                                 ok  ok  ok  403 in  ok  in
GET  paper/pieces/<uuid:article_id>/                      article_id=article           ok  404 ok  404 in  404 in
GET  paper/pieces/<uuid:article_id>/                      article_id=his_article       ok  ok  ok  404 in  404 in
POST paper/pieces/<uuid:article_id>/                      article_id=article           ok  404 ok  404 in  404 in
POST paper/pieces/<uuid:article_id>/                      article_id=his_article       ok  ok  ok  404 in  404 in
GET  paper/pieces/<uuid:article_id>/as-read/              article_id=article           ok  404 ok  404 in  404 in
POST paper/pieces/<uuid:article_id>/asking/               article_id=his_article       ok  ok  ok  404 in  404 in
POST paper/pieces/<uuid:article_id>/reading/              article_id=his_article       ok  403 ok  404 in  404 in
POST paper/pieces/<uuid:article_id>/putting-away/         article_id=article           ok  404 ok  404 in  404 in
GET  paper/pieces/<uuid:article_id>/versions/<int:number>/ article_id=his_article number=1 ok  ok  ok  404 in  404 in
POST paper/pieces/<uuid:article_id>/versions/<int:number>/ article_id=his_article number=1 ok  ok  ok  404 in  404 in
GET  paper/pictures/                                                                   ok  ok  ok  403 in  ok  in
GET  paper/pictures/<uuid:picture_id>/                    picture_id=picture           ok  ok  ok  403 in  404 in
POST paper/pictures/<uuid:picture_id>/                    picture_id=picture           ok  ok  ok  403 in  404 in
GET  paper/pictures/<uuid:picture_id>/<int:width>/        picture_id=picture width=480 ok  ok  ok  404 404 404 404
GET  outings/                                                                          ok  ok  ok  ok  in  ok  in
GET  outings/new/                                                                      ok  ok  403 403 in  ok  in
POST outings/new/                                                                      ok  ok  403 403 in  ok  in
GET  outings/<uuid:outing_id>/                            outing_id=outing             ok  ok  ok  ok  in  404 in
GET  outings/<uuid:outing_id>/change/                     outing_id=outing             ok  403 403 403 in  404 in
POST outings/<uuid:outing_id>/change/                     outing_id=outing             ok  403 403 403 in  404 in
POST outings/<uuid:outing_id>/cancellation/               outing_id=outing             ok  403 403 403 in  404 in
POST outings/<uuid:outing_id>/next/                       outing_id=outing             ok  ok  403 403 in  404 in
POST outings/<uuid:outing_id>/coming/                     outing_id=outing             ok  ok  ok  403 in  404 in
POST outings/<uuid:outing_id>/copies/                     outing_id=outing             ok  ok  ok  ok  in  404 in
POST outings/<uuid:outing_id>/copies/guess/               outing_id=outing             ok  403 403 403 in  404 in
GET  outings/<uuid:outing_id>/guide/                      outing_id=outing             ok  403 403 403 in  404 in
POST outings/<uuid:outing_id>/guide/                      outing_id=outing             ok  403 403 403 in  404 in
POST outings/<uuid:outing_id>/checklist/                  outing_id=outing             ok  403 403 403 in  404 in
POST outings/<uuid:outing_id>/checklist/<uuid:item_id>/   outing_id=outing item_id=item ok  ok  ok  403 in  404 in
GET  outings/<uuid:outing_id>/pass/                       outing_id=outing             ok  403 403 403 in  404 in
POST outings/<uuid:outing_id>/pass/                       outing_id=outing             ok  403 403 403 in  404 in
POST outings/<uuid:outing_id>/pass/revocation/            outing_id=outing             ok  403 403 403 in  404 in
GET  places/                                                                           ok  ok  ok  ok  in  ok  in
GET  places/<uuid:place_id>/                              place_id=place               ok  ok  403 403 in  404 in
POST places/<uuid:place_id>/                              place_id=place               ok  ok  403 403 in  404 in
POST places/<uuid:place_id>/ending/                       place_id=place               ok  ok  403 403 in  404 in
POST joinings/<uuid:joining_id>/ending/                   joining_id=joining           ok  404 404 404 in  404 in
POST joinings/<uuid:joining_id>/ending/                   joining_id=his_joining       ok  ok  404 404 in  404 in
POST decisions/<uuid:decision_id>/outcome/                decision_id=decision         ok  ok  403 403 in  404 in
GET  people/                                                                           ok  ok  403 403 in  ok  in
POST people/found/                                                                     ok  ok  403 403 in  ok  in
POST people/call-list/                                                                 ok  ok  403 403 in  ok  in
POST people/lists/                                                                     ok  ok  403 403 in  ok  in
POST people/lists/<uuid:id>/ending/                       id=list                      ok  403 403 403 in  404 in
GET  people/twice/                                                                     ok  403 403 403 in  ok  in
GET  people/twice/<uuid:first>/<uuid:second>/             first=person second=his_person ok  403 403 403 in  404 in
POST people/twice/<uuid:first>/<uuid:second>/             first=person second=his_person ok  403 403 403 in  404 in
POST people/twice/<uuid:first>/<uuid:second>/two/         first=person second=his_person ok  403 403 403 in  404 in
POST people/two/<uuid:id>/withdrawal/                     id=two_people                ok  403 403 403 in  404 in
POST people/merges/<uuid:id>/withdrawal/                  id=merge                     ok  403 403 403 in  404 in
POST people/<uuid:id>/consents/<int:consent_id>/withdrawal/ id=person consent_id=consent ok  404 403 403 in  404 in
POST people/<uuid:id>/consents/<int:consent_id>/withdrawal/ id=his_person consent_id=his_consent ok  ok  403 403 in  404 in
GET  people/<uuid:id>/correction/                         id=person                    ok  404 403 403 in  404 in
GET  people/<uuid:id>/correction/                         id=his_person                ok  ok  403 403 in  404 in
POST people/<uuid:id>/correction/                         id=person                    ok  404 403 403 in  404 in
POST people/<uuid:id>/correction/                         id=his_person                ok  ok  403 403 in  404 in
GET  people/<uuid:id>/erasure/                            id=person                    ok  404 403 403 in  404 in
GET  people/<uuid:id>/erasure/                            id=his_person                ok  403 403 403 in  404 in
POST people/<uuid:id>/erasure/                            id=person                    ok  404 403 403 in  404 in
POST people/<uuid:id>/erasure/                            id=his_person                ok  403 403 403 in  404 in
GET  follow-ups/<uuid:id>/outcome/                        id=follow_up                 ok  404 403 403 in  404 in
GET  follow-ups/<uuid:id>/outcome/                        id=his_follow_up             ok  ok  403 403 in  404 in
POST follow-ups/<uuid:id>/outcome/                        id=follow_up                 ok  404 403 403 in  404 in
POST follow-ups/<uuid:id>/outcome/                        id=his_follow_up             ok  ok  403 403 in  404 in
POST follow-ups/<uuid:id>/due/                            id=follow_up                 ok  404 403 403 in  404 in
POST follow-ups/<uuid:id>/due/                            id=his_follow_up             ok  ok  403 403 in  404 in
POST attempts/<uuid:id>/withdrawal/                       id=attempt                   ok  404 403 403 in  404 in
GET  people/<uuid:id>/                                    id=person                    ok  404 403 403 in  404 in
GET  people/<uuid:id>/                                    id=his_person                ok  ok  403 403 in  404 in
GET  people/forgotten-soon/                                                            ok  ok  403 403 in  ok  in
POST people/<uuid:id>/keeping/                            id=person                    ok  404 403 403 in  404 in
POST people/<uuid:id>/keeping/                            id=his_person                ok  ok  403 403 in  404 in
GET  set-up/forgetting/                                                                ok  403 403 403 in  ok  in
POST set-up/forgetting/                                                                ok  403 403 403 in  ok  in
GET  set-up/tags/                                                                      ok  403 403 403 in  ok  in
POST set-up/tags/                                                                      ok  403 403 403 in  ok  in
POST asked/<uuid:id>/answer/                              id=asked                     ok  403 403 403 in  404 in
POST people/<uuid:id>/consents/                           id=person                    ok  404 403 403 in  404 in
POST people/<uuid:id>/consents/                           id=his_person                ok  ok  403 403 in  404 in
POST people/<uuid:id>/links/                              id=person                    ok  404 403 403 in  404 in
POST people/<uuid:id>/links/                              id=his_person                ok  ok  403 403 in  404 in
POST people/<uuid:id>/links/ending/                       id=person                    ok  404 403 403 in  404 in
POST people/<uuid:id>/links/ending/                       id=his_person                ok  ok  403 403 in  404 in
POST people/<uuid:id>/sorting/                            id=person                    ok  404 403 403 in  404 in
POST people/<uuid:id>/sorting/                            id=his_person                ok  ok  403 403 in  404 in
POST people/<uuid:id>/owner/                              id=person                    ok  404 403 403 in  404 in
POST people/<uuid:id>/owner/                              id=his_person                ok  ok  403 403 in  404 in
POST people/<uuid:id>/next-step/                          id=person                    ok  404 403 403 in  404 in
POST people/<uuid:id>/next-step/                          id=his_person                ok  ok  403 403 in  404 in
POST offers/<uuid:id>/answer/                             id=offer                     404 404 403 403 in  404 in
POST offers/<uuid:id>/withdrawal/                         id=offer                     ok  404 403 403 in  404 in
GET  outings/<uuid:id>/share-out/                         id=outing                    ok  403 403 403 in  404 in
POST outings/<uuid:id>/share-out/                         id=outing                    ok  403 403 403 in  404 in
POST share-outs/<uuid:id>/withdrawal/                     id=deal                      ok  404 403 403 in  404 in
POST joinings/<uuid:id>/invitation/                       id=joining                   ok  403 403 403 in  404 in
GET  first-sentences/                                                                  ok  403 403 403 in  ok  in
POST first-sentences/                                                                  ok  403 403 403 in  ok  in
GET  rescue/                                                                           ok  ok  ok  ok  in  ok  in
POST rescue/                                                                           ok  ok  ok  ok  in  ok  in
POST outings/<uuid:outing_id>/sheets/                     outing_id=outing             ok  ok  ok  403 in  404 in
GET  outings/<uuid:outing_id>/sheets/<slug:kind>.pdf      outing_id=outing kind=tally  404 404 404 403 in  404 in
GET  outings/<uuid:outing_id>/volunteers.pdf              outing_id=outing             ok  ok  ok  403 in  404 in
GET  sheets/<uuid:sheet_id>/                              sheet_id=sheet               ok  ok  ok  403 in  404 in
POST sheets/<uuid:sheet_id>/                              sheet_id=sheet               ok  ok  ok  403 in  404 in
POST sheets/<uuid:sheet_id>/taking-back/                  sheet_id=sheet               ok  403 403 403 in  404 in
GET  learn/                                                                            ok  ok  ok  ok  in  ok  in
GET  learn/asked/                                                                      ok  ok  ok  ok  in  ok  in
GET  learn/questions/                                                                  ok  ok  ok  ok  in  ok  in
POST learn/questions/new/                                                              ok  ok  403 403 in  ok  in
POST learn/questions/left-out/                                                         ok  ok  403 403 in  ok  in
POST learn/gatherings/                                                                 ok  ok  403 403 in  ok  in
POST learn/gatherings/<uuid:gathering>/undone/            gathering=gathering          ok  ok  403 403 in  404 in
GET  learn/questions/<uuid:id>/                           id=question                  ok  ok  ok  ok  in  404 in
POST learn/questions/<uuid:id>/                           id=question                  ok  ok  ok  ok  in  404 in
POST learn/questions/<uuid:id>/answers/                   id=question                  ok  ok  ok  ok  in  404 in
POST learn/questions/<uuid:id>/end/                       id=question                  ok  ok  403 403 in  404 in
POST learn/questions/<uuid:id>/return/                    id=question                  ok  ok  403 403 in  404 in
POST learn/answers/<uuid:id>/agreement/                   id=answer                    403 ok  404 404 in  404 in
POST learn/answers/<uuid:id>/withdrawal/                  id=answer                    ok  ok  404 404 in  404 in
GET  outings/<uuid:outing_id>/debrief/debrief.pdf         outing_id=outing             ok  ok  ok  ok  in  404 in
GET  outings/<uuid:outing_id>/debrief/                    outing_id=outing             ok  ok  ok  ok  in  404 in
GET  outings/<uuid:outing_id>/debrief/facts/<slug:name>/  outing_id=outing name=x      404 404 404 404 in  404 in
POST outings/<uuid:outing_id>/debrief/remarks/            outing_id=outing             ok  ok  403 403 in  404 in
POST outings/<uuid:outing_id>/debrief/remarks/<uuid:fact_id>/retraction/ outing_id=outing fact_id=fact 404 404 403 403 in  404 in
GET  outings/<uuid:outing_id>/debrief/article/            outing_id=outing             ok  ok  ok  403 in  404 in
POST outings/<uuid:outing_id>/debrief/article/            outing_id=outing             ok  ok  ok  403 in  404 in
POST outings/<uuid:outing_id>/debrief/decisions/          outing_id=outing             ok  ok  403 403 in  404 in
GET  set-up/mail/                                                                      ok  403 403 403 in  ok  in
POST set-up/mail/                                                                      ok  403 403 403 in  ok  in
POST set-up/mail/test/                                                                 ok  403 403 403 in  ok  in
GET  mailings/                                                                         ok  403 403 403 in  ok  in
POST mailings/new/                                                                     ok  403 403 403 in  ok  in
GET  mailings/stopped/                                                                 ok  403 403 403 in  ok  in
POST mailings/stopped/                                                                 404 403 403 403 in  404 in
GET  mailings/<uuid:mailing_id>/                          mailing_id=mailing           ok  403 403 403 in  404 in
POST mailings/<uuid:mailing_id>/                          mailing_id=mailing           ok  403 403 403 in  404 in
GET  mailings/<uuid:mailing_id>/progress/                 mailing_id=mailing           ok  403 403 403 in  404 in
GET  mailings/<uuid:mailing_id>/preview/<slug:language>/  mailing_id=mailing language=en ok  403 403 403 in  404 in
GET  mailings/<uuid:mailing_id>/preview/<slug:language>/mail.html mailing_id=mailing language=en ok  403 403 403 in  404 in
POST mailings/<uuid:mailing_id>/test/                     mailing_id=mailing           ok  403 403 403 in  404 in
GET  mailings/<uuid:mailing_id>/order/                    mailing_id=mailing           ok  403 403 403 in  404 in
POST mailings/<uuid:mailing_id>/order/                    mailing_id=mailing           ok  403 403 403 in  404 in
POST mailings/<uuid:mailing_id>/pause/                    mailing_id=mailing           ok  403 403 403 in  404 in
POST mailings/<uuid:mailing_id>/going-on/                 mailing_id=mailing           ok  403 403 403 in  404 in
GET  mailings/<uuid:mailing_id>/stopping/                 mailing_id=mailing           ok  403 403 403 in  404 in
POST mailings/<uuid:mailing_id>/stopping/                 mailing_id=mailing           ok  403 403 403 in  404 in
GET  mailings/<uuid:mailing_id>/round/                    mailing_id=mailing           ok  403 403 403 in  404 in
POST mailings/<uuid:mailing_id>/round/                    mailing_id=mailing           ok  403 403 403 in  404 in
GET  off/<slug:token>/                                    token=x                      404 404 404 404 404 404 404
POST off/<slug:token>/                                    token=x                      404 404 404 404 404 404 404
GET  me/reminders/                                                                     ok  ok  403 403 in  ok  in
POST me/reminders/                                                                     ok  ok  403 403 in  ok  in
GET  help/                                                                             ok  ok  ok  ok  ok  ok  ok
GET  help/<slug:name>/                                    name=organisers              ok  ok  ok  ok  ok  ok  ok
GET  me/notices/                                                                      ok  ok  ok  ok  in  ok  in
POST me/notices/                                                                      ok  ok  ok  ok  in  ok  in
GET  me/notices/worker.js                                                             ok  ok  ok  ok  ok  ok  ok
POST me/notices/<uuid:id>/ending/                         id=person                   404 404 404 404 in  404 in
GET  set-up/webhooks/                                                                 ok  403 403 403 in  ok  in
POST set-up/webhooks/                                                                 ok  403 403 403 in  ok  in
GET  set-up/webhooks/<uuid:id>/                           id=person                   404 403 403 403 in  404 in
POST set-up/webhooks/<uuid:id>/test/                      id=person                   404 403 403 403 in  404 in
POST set-up/webhooks/<uuid:id>/pause/                     id=person                   404 403 403 403 in  404 in
POST set-up/webhooks/<uuid:id>/going-on/                  id=person                   404 403 403 403 in  404 in
POST set-up/webhooks/<uuid:id>/removal/                   id=person                   404 403 403 403 in  404 in
GET  set-up/exchange/                                                                  ok  403 403 403 in  ok  in
POST set-up/exchange/people/                                                           ok  403 403 403 in  ok  in
GET  set-up/exchange/facts.csv                                                         ok  403 403 403 in  ok  in
GET  set-up/exchange/ledger.csv                                                        ok  403 403 403 in  ok  in
GET  set-up/exchange/outings.csv                                                       ok  403 403 403 in  ok  in
GET  set-up/exchange/import/                                                           ok  403 403 403 in  ok  in
POST set-up/exchange/import/                                                           ok  403 403 403 in  ok  in
POST set-up/exchange/import/<uuid:id>/                    id=person                    404 403 403 403 in  404 in
POST set-up/exchange/import/<uuid:id>/undoing/            id=person                    404 403 403 403 in  404 in
GET  set-up/api/                                                                       ok  403 403 403 in  ok  in
POST set-up/api/                                                                       ok  403 403 403 in  ok  in
POST set-up/api/<uuid:id>/ending/                         id=token                     ok  403 403 403 in  404 in
GET  api/                                                                              ok  ok  ok  ok  ok  ok  ok
GET  api/v1/openapi.json                                                               ok  ok  ok  ok  ok  ok  ok
GET  api/v1/group                                                                      401 401 401 401 401 401 401
GET  api/v1/outings                                                                    401 401 401 401 401 401 401
POST api/v1/outings                                                                    401 401 401 401 401 401 401
GET  api/v1/outings/<uuid:outing>                         outing=outing                401 401 401 401 401 401 401
GET  api/v1/outings/<uuid:outing>/recommendation          outing=outing                401 401 401 401 401 401 401
GET  api/v1/places                                                                     401 401 401 401 401 401 401
POST api/v1/places                                                                     401 401 401 401 401 401 401
GET  api/v1/places/<uuid:place>                           place=place                  401 401 401 401 401 401 401
GET  api/v1/publications                                                               401 401 401 401 401 401 401
GET  api/v1/issues                                                                     401 401 401 401 401 401 401
GET  api/v1/batches                                                                    401 401 401 401 401 401 401
GET  api/v1/stacks                                                                     401 401 401 401 401 401 401
GET  api/v1/facts                                                                      401 401 401 401 401 401 401
POST api/v1/facts                                                                      401 401 401 401 401 401 401
GET  api/v1/rates                                                                      401 401 401 401 401 401 401
GET  api/osdi/v1/                                                                      401 401 401 401 401 401 401
GET  api/osdi/v1/events                                                                401 401 401 401 401 401 401
GET  api/osdi/v1/events/<uuid:outing>                     outing=outing                401 401 401 401 401 401 401
GET  api/<path:rest>                                      rest=x                       404 404 404 404 404 404 404
POST me/calendar/                                                                      ok  ok  ok  ok  in  ok  in
POST me/calendar/ending/                                                               ok  ok  ok  ok  in  ok  in
GET  calendar/<str:token>.ics                             token=x                      404 404 404 404 404 404 404
GET  /                                                                                 ok  ok  ok  ok  in  ok  in
GET  join/                                                                             ok  ok  ok  ok  ok  404 ok
GET  <slug:slug>/join/                                    slug=slug                    ok  ok  ok  ok  ok  ok  ok
POST join/                                                                             ok  ok  ok  ok  ok  404 ok
POST <slug:slug>/join/                                    slug=slug                    ok  ok  ok  ok  ok  ok  ok
GET  join/details/                                                                     ok  ok  ok  ok  ok  404 ok
GET  <slug:slug>/join/details/                            slug=slug                    ok  ok  ok  ok  ok  ok  ok
GET  join/thanks/<str:said>/                              said=x                       ok  ok  ok  ok  ok  404 ok
GET  <slug:slug>/join/thanks/<str:said>/                  slug=slug said=x             ok  ok  ok  ok  ok  ok  ok
GET  join/news/<str:token>/                               token=x                      404 404 404 404 404 404 404
GET  <slug:slug>/join/news/<str:token>/                   slug=slug token=x            404 404 404 404 404 404 404
POST join/news/<str:token>/                               token=x                      404 404 404 404 404 404 404
POST <slug:slug>/join/news/<str:token>/                   slug=slug token=x            404 404 404 404 404 404 404
GET  set-up/sign-up/                                                                   ok  403 403 403 in  ok  in
GET  sign-ups/                                                                         ok  403 403 403 in  ok  in
POST set-up/sign-up/                                                                   ok  403 403 403 in  ok  in
POST sign-ups/                                                                         ok  403 403 403 in  ok  in
GET  <code:code>                                          code=14A                     ok  ok  ok  ok  ok  404 ok
GET  <slug:slug>/<code:code>                              slug=slug code=14A           ok  ok  ok  ok  ok  ok  ok
POST <code:code>                                          code=14A                     ok  ok  ok  ok  ok  404 ok
POST <slug:slug>/<code:code>                              slug=slug code=14A           ok  ok  ok  ok  ok  ok  ok
GET  yours/<str:token>/                                   token=own                    ok  ok  ok  ok  ok  ok  ok
POST yours/<str:token>/                                   token=own                    ok  ok  ok  ok  ok  ok  ok
GET  yours/<str:token>/erasure/                           token=own                    ok  ok  ok  ok  ok  ok  ok
POST yours/<str:token>/erasure/                           token=own                    ok  ok  ok  ok  ok  ok  ok
GET  read/                                                                             404 404 404 404 404 404 404
GET  read/<str:name>                                      name=ink.css                 ok  ok  ok  ok  ok  404 ok
GET  <slug:slug>/read/                                    slug=slug                    404 404 404 404 404 404 404
GET  <slug:slug>/read/<str:name>                          slug=slug name=ink.css       ok  ok  ok  ok  ok  ok  ok
GET  paper/web-edition.zip                                                             ok  403 ok  403 in  ok  in
"""
