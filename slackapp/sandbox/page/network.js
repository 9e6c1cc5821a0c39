// What the page knows of X: who is who, which posts wait for an answer, and reading it anew.
import { read, X } from "./api.js";
import { note, wordsFor } from "./notes.js";
import { changed, store } from "./store.js";

let reading = false;
let again = false;

/** Read the state of X; calls that come while one is under way become one more. */
export async function readX() {
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  do {
    again = false;
    const answer = await read(`${X}state`);
    if (answer.brand) store.x = answer;
    else note(`X: ${wordsFor(answer.error)}`);
    changed("x");
  } while (again);
  reading = false;
}

/** Everyone of X whom the state tells of. */
export function everyone() {
  const { brand, followers = [], following = [], people = {} } = store.x ?? {};
  return [brand, ...followers, ...following, ...Object.values(people)].filter(Boolean);
}

/** The person of X with that id or handle, or undefined. */
export function findPerson({ id, handle }) {
  const name = handle?.replace(/^@/, "").toLowerCase();
  return everyone().find((one) => (id && one.id === id) || (name && one.username?.toLowerCase() === name));
}

/** The author of a post, as far as known. */
export function authorOfPost(post) {
  return (
    store.x?.people?.[post.author_id] ??
    findPerson({ id: post.author_id }) ?? { id: post.author_id, name: "Someone", username: null }
  );
}

/** The id of the post that `post` answers, or undefined. */
export function answers(post) {
  return post.referenced_tweets?.find((one) => one.type === "replied_to")?.id;
}

/** Whether the brand has answered `post`, as far as the timeline shows. */
export function isAnswered(post) {
  const brand = store.x?.brand?.id;
  return (store.x?.timeline ?? []).some((other) => other.author_id === brand && answers(other) === post.id);
}
