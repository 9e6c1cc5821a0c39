// Server-sent events that come back after a break, and say so.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

/**
 * Listen to `url`. `onOpen` runs on each connection (the moment to read the state again), `onEvent` with each
 * event's JSON, `onBreak` when the line is lost. Returns a function that ends it.
 */
export function listen(url, { onOpen, onEvent, onBreak }) {
  let source;
  let timer;
  let wait = FIRST_WAIT_MS;
  const connect = () => {
    source = new EventSource(url);
    source.addEventListener("open", () => {
      wait = FIRST_WAIT_MS;
      onOpen();
    });
    source.addEventListener("message", (event) => {
      let value;
      try {
        value = JSON.parse(event.data);
      } catch {
        return;
      }
      onEvent(value);
    });
    source.addEventListener("error", () => {
      // The browser's own retry gives up for good on an error answer, so the retry is ours.
      source.close();
      onBreak();
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
