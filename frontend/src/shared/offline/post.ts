import { API, askFresh } from '../api/client';
import type { Post } from './flush';
import { wallClock } from './wall-clock';

/** Post a letter in its own account's name; in anybody else's session the server turns it away. */
export function postAs(language: () => string): Post {
  return ({ account, name, method }, content) =>
    askFresh(API + name, { method, body: wallClock.mended(content), account, language: language() });
}
