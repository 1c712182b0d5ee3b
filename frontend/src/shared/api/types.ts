export type DeviceKind = 'own' | 'shared';

export interface Unit {
  id: number | string;
  name: string;
}

export interface Me {
  id: string;
  name: string;
  login: string;
  email: string;
  language: string;
  time_zone: string;
  unit: (Unit & { path: string[] }) | null;
  roles: { role: string; unit: Unit | null }[];
  device: { id: string; kind: DeviceKind } | null;
  second_factor: { required: boolean; satisfied: boolean; set_up: boolean };
  password_set: boolean;
}

export interface SignInOptions {
  organisation: string;
  demo: boolean;
  signed_in: boolean;
  providers: { id: string; name: string }[];
  languages: string[];
}

/** A check-in as the server keeps it. There is no field for the note: it never leaves the phone. */
export interface CheckInRow {
  id: string;
  revision: number;
  answered_at: string;
  received_at: string;
  mood: number;
  energy: number | null;
  feelings: string[];
  body: string[];
  sources: string[];
}

export interface Forgotten {
  id: string;
  forgotten: true;
}

export interface CheckInPage {
  results: (CheckInRow | Forgotten)[];
  cursor: string | null;
  more: boolean;
}
