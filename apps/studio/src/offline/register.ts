/** Has the browser keep the site for times without a network. Where it cannot, nothing changes. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // After everything the first screen needs, so as not to compete with it.
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("./serviceWorker.js").catch(() => undefined);
  });
}
