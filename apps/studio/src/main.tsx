import { render } from "preact";
import { keepForOffline } from "./offline/register.ts";
import { App } from "./shell/App.tsx";
import "./styles/index.css";

render(<App />, document.getElementById("app")!);
keepForOffline();
