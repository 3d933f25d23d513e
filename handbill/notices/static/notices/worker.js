/* Shows a notice and opens Today. It answers no request, keeps nothing, and knows no person. */

self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/"));
});

/** A browser that shows nothing for a push takes the permission away, so something is always shown. */
function show(sent) {
  const { title, tag } = read(sent);
  return self.registration.showNotification(title, { tag });
}

function read(sent) {
  try {
    const { title, tag } = sent.json();
    if (typeof title === "string" && typeof tag === "string") return { title, tag };
  } catch {
    // what cannot be read is shown under the product's name
  }
  return { title: "Handbill", tag: "handbill" };
}
