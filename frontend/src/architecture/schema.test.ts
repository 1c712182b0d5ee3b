import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('the types of the API are what docs/openapi.yaml says: npm run types', { timeout: 30_000 }, async () => {
  const { stdout } = await promisify(execFile)('npm', ['run', 'types', '--silent', '--', '--check']);

  expect(stdout).toBeDefined(); // it ends with an error where the file is out of date
});
