const AMERICA =
  'New_York Chicago Denver Los_Angeles Phoenix Anchorage Boise Detroit Indiana/Indianapolis Kentucky/Louisville';
const CANADA = 'Toronto Montreal Vancouver Edmonton Winnipeg Regina Halifax St_Johns Moncton Whitehorse';
const RUSSIA =
  'Europe/Kaliningrad Europe/Moscow Europe/Kirov Europe/Samara Europe/Saratov Europe/Ulyanovsk Europe/Astrakhan ' +
  'Europe/Volgograd Asia/Yekaterinburg Asia/Omsk Asia/Barnaul Asia/Tomsk Asia/Novokuznetsk Asia/Khandyga ' +
  'Asia/Sakhalin Asia/Ust-Nera Asia/Srednekolymsk Asia/Anadyr ' +
  'Asia/Novosibirsk Asia/Krasnoyarsk Asia/Irkutsk Asia/Chita Asia/Yakutsk Asia/Vladivostok Asia/Magadan Asia/Kamchatka';
const UNION =
  'Vienna Brussels Sofia Zagreb Prague Copenhagen Tallinn Helsinki Athens Budapest Rome Riga Vilnius Luxembourg Malta ' +
  'Amsterdam Lisbon Bucharest Bratislava Ljubljana Madrid Stockholm';

const inside = (continent: string, cities: string): string[] => cities.split(' ').map((city) => `${continent}/${city}`);

const ZONES: [string, string[]][] = [
  ['PL', ['Europe/Warsaw', 'Poland']],
  ['GB', ['Europe/London', 'Europe/Belfast']],
  ['IE', ['Europe/Dublin']],
  ['DE', ['Europe/Berlin', 'Europe/Busingen']],
  ['FR', ['Europe/Paris']],
  ['EU', [...inside('Europe', UNION), 'Asia/Nicosia']],
  ['RU', RUSSIA.split(' ')],
  ['US', [...inside('America', AMERICA), 'Pacific/Honolulu']],
  ['CA', inside('America', CANADA)],
  ['CN', ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'Asia/Harbin', 'PRC']],
  ['IN', ['Asia/Kolkata', 'Asia/Calcutta']],
  ['JP', ['Asia/Tokyo']],
  ['KR', ['Asia/Seoul']],
  ['PH', ['Asia/Manila']],
  ['SG', ['Asia/Singapore']],
  ['ZA', ['Africa/Johannesburg']],
];

const SAYS_NOTHING = /^$|^UTC$|^GMT$|^Etc\//;

/**
 * Where somebody probably is, from what the device shows any page; '' where we cannot tell or have nothing for it.
 * The clock goes before the language: a phone that speaks American English in Almaty must not ring in America.
 */
export function guessCountry(timeZone: string, languages: readonly string[]): string {
  if (timeZone.startsWith('Australia/')) return 'AU';
  const found = ZONES.find(([, zones]) => zones.includes(timeZone))?.[0];
  if (found || !SAYS_NOTHING.test(timeZone)) return found ?? '';
  return languages.map((tag) => /-([A-Z]{2})\b/.exec(tag)?.[1]).find((region) => region) ?? '';
}
