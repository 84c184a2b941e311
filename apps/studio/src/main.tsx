import { render } from "preact";
import { keepForOffline } from "./offline/register.ts";
import { startSharing } from "./share/start.ts";
import { notifyError } from "./state/notices.ts";
import { App } from "./shell/App.tsx";
import "./styles/index.css";

// What nobody caught is told all the same.
window.addEventListener("error", ({ error, message }) => {
  notifyError(error ?? message);
});
window.addEventListener("unhandledrejection", ({ reason }) => {
  notifyError(reason);
});

startSharing();
render(<App />, document.getElementById("app")!);
keepForOffline();
