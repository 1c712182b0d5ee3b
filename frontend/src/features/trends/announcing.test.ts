import { expect, test } from 'vitest';
import { actionsIn } from './announcing.svelte';

test('each line is one thing, and empty lines are none', () => {
  expect(actionsIn('  Longer Monday huddle \n\nTwo lessons\r\n')).toEqual(['Longer Monday huddle', 'Two lessons']);
});
