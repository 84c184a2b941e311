import { notifyError } from "../../state/notices.ts";

/** Messages are on the page, which the window covers. */
export function failed(close: () => void): (error: unknown) => void {
  return (error) => {
    close();
    notifyError(error);
  };
}
