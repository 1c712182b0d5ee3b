import { allauth, type Said } from './allauth';

export interface Passkey {
  id: number;
  type: string;
  name: string;
  created_at: number;
  last_used_at: number | null;
}

type Options = { publicKey: Record<string, unknown> };

export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential !== 'undefined';
}

/** Show a passkey: at sign-in, as the second factor, or to confirm who is here. */
export async function usePasskey(path: string): Promise<Said> {
  const { data } = await allauth(path);
  const { publicKey } = data['request_options'] as Options;
  const credential = await navigator.credentials.get({ publicKey: toRequest(publicKey) });
  return allauth(path, 'POST', { credential: toJson(credential as PublicKeyCredential) });
}

/** Make a passkey on this device. `begin` is apart, because the server may first want to know who is here. */
export const begin = (): Promise<Said> => allauth('/account/authenticators/webauthn?passwordless=true');

export async function add(begun: Said, name: string): Promise<Said> {
  const { publicKey } = begun.data['creation_options'] as Options;
  const credential = await navigator.credentials.create({ publicKey: toCreation(publicKey) });
  return allauth('/account/authenticators/webauthn', 'POST', {
    name,
    credential: toJson(credential as PublicKeyCredential),
  });
}

export async function list(): Promise<Passkey[]> {
  const { data } = await allauth('/account/authenticators');
  return Object.values(data as unknown as Passkey[]).filter(({ type }) => type === 'webauthn');
}

export const remove = (id: number): Promise<Said> =>
  allauth('/account/authenticators/webauthn', 'DELETE', { authenticators: [id] });

function toRequest(json: Record<string, unknown>): PublicKeyCredentialRequestOptions {
  if ('parseRequestOptionsFromJSON' in PublicKeyCredential) {
    return PublicKeyCredential.parseRequestOptionsFromJSON(json as unknown as PublicKeyCredentialRequestOptionsJSON);
  }
  return opened(json) as unknown as PublicKeyCredentialRequestOptions;
}

function toCreation(json: Record<string, unknown>): PublicKeyCredentialCreationOptions {
  if ('parseCreationOptionsFromJSON' in PublicKeyCredential) {
    return PublicKeyCredential.parseCreationOptionsFromJSON(json as unknown as PublicKeyCredentialCreationOptionsJSON);
  }
  return opened(json) as unknown as PublicKeyCredentialCreationOptions;
}

/** Browsers before 2025 want bytes where the server writes base64url: in the challenge and in every id but the site's. */
function opened(json: Record<string, unknown>): Record<string, unknown> {
  const user = json['user'] as { id: string } | undefined;
  const listed = (name: string) =>
    (json[name] as { id: string }[] | undefined)?.map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    ...json,
    challenge: bytes(String(json['challenge'])),
    ...(user && { user: { ...user, id: bytes(user.id) } }),
    ...(json['allowCredentials'] ? { allowCredentials: listed('allowCredentials') } : {}),
    ...(json['excludeCredentials'] ? { excludeCredentials: listed('excludeCredentials') } : {}),
  };
}

function toJson(credential: PublicKeyCredential): unknown {
  if (typeof (credential as { toJSON?: unknown }).toJSON === 'function') return credential.toJSON();
  const { id, rawId, type, response, authenticatorAttachment } = credential;
  const answers = response as unknown as Record<string, ArrayBuffer | undefined>;
  const names = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];
  const said = names.filter((name) => answers[name]).map((name) => [name, base64url(answers[name]!)]);
  return {
    id,
    rawId: base64url(rawId),
    type,
    authenticatorAttachment,
    response: Object.fromEntries(said),
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

export function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const plain = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

export function base64url(buffer: ArrayBuffer): string {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
