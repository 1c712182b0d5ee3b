import { expect, test } from 'vitest';
import { Newest } from './newest';

/** Answers come when they are told to. */
function asked(newest: Newest, seen: string[]) {
  let answer!: (text: string) => void;
  let fail!: (cause: Error) => void;
  const promise = new Promise<string>((resolve, reject) => ([answer, fail] = [resolve, reject]));
  const done = newest.show(
    () => promise,
    (text) => seen.push(text),
  );
  return { answer, fail, done };
}

test('an answer that comes late does not take the place of a newer one', async () => {
  const [newest, seen] = [new Newest(), [] as string[]];
  const [look, act] = [asked(newest, seen), asked(newest, seen)];
  act.answer('after the press');
  await act.done;
  look.answer('before the press');
  await look.done;
  expect(seen).toEqual(['after the press']);
});

test('in the order in which they were asked for, all are shown', async () => {
  const [newest, seen] = [new Newest(), [] as string[]];
  const [first, second] = [asked(newest, seen), asked(newest, seen)];
  first.answer('first');
  await first.done;
  second.answer('second');
  await second.done;
  expect(seen).toEqual(['first', 'second']);
});

test('one that fails keeps no other from being shown', async () => {
  const [newest, seen] = [new Newest(), [] as string[]];
  const [look, act] = [asked(newest, seen), asked(newest, seen)];
  act.fail(new Error('no line'));
  await expect(act.done).rejects.toThrow('no line');
  look.answer('as it was');
  await look.done;
  expect(seen).toEqual(['as it was']);
});
