let lastTime = 0;
let counter = 0;

/** A UUIDv7 made on this device; ids made within one millisecond, or after the clock stepped back, still rise. */
export function uuidv7(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(16))): string {
  if (now > lastTime) {
    lastTime = now;
    counter = ((random[6]! & 0x07) << 8) | random[7]!; // starts in the lower half, so that it has room to rise
  } else if (++counter > 0xfff) {
    lastTime += 1;
    counter = 0;
  }
  const bytes = random.slice();
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(lastTime / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = 0x70 | (counter >> 8);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | (random[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
