/** Decides by its name whether a value is a secret. */
export interface SecretNames {
  /** Members, headers, form fields and variables. */
  readonly isSecret: (name: string) => boolean;
  /** Query parameters: also signatures of pre-signed addresses. */
  readonly isSecretParameter: (name: string) => boolean;
  /** Whether any secret name may occur in a text; false is certain. */
  readonly mayOccurIn: (text: string) => boolean;
}

/** Anywhere in a name, compared without case and separators. */
const PARTS = [
  'token',
  'secret',
  'password',
  'passwd',
  'passphrase',
  'authorization',
  'apikey',
  'accesskey',
  'accountkey',
  'signingkey',
  'encryptionkey',
  'privatekey',
  'credential',
  'cookie',
];
const WHOLE = ['pwd', 'auth'];
/** Passwords, secrets and tokens in other languages and scripts, anywhere in a name. */
const FOREIGN_PARTS = [
  'passwort',
  'kennwort',
  'contraseña',
  'contrasena',
  'motdepasse',
  'wachtwoord',
  'lösenord',
  'salasana',
  'jelszó',
  'пароль',
  'секрет',
  'токен',
  'κωδικόςπρόσβασης',
  'סיסמה',
  'كلمةالمرور',
  'पासवर्ड',
  '密码',
  '密碼',
  '口令',
  'パスワード',
  '비밀번호',
];
const FOREIGN_WHOLE = ['senha', 'hasło', 'heslo', 'şifre', 'parola'];
/** Latin letters of full width, which Asian input methods make. */
const FULL_WIDTH = '[\\uff21-\\uff5a]';
/** Counts and settings, not secrets: `max_tokens`, `gen_ai.usage.input_tokens`, `token_count`, `tokenizer`. */
const HARMLESS =
  /^(?:\w*(?:max|min|input|output|total|prompt|completion|cached|reasoning|usage|num|count|used|remaining)tokens?|tokens?(?:count|limit|usage|used|type|s?details|iz\w*)|\w*tokens?details|secretary|secretariat)$/;
const PARAMETERS = /^(?:sig|signature|xamz.*|xgoog(?:signature|credential|securitytoken))$/;
const SEPARATORS = /[-_.\s]/g;
const MOST_REMEMBERED = 10_000;

/** The rules, with further names of the application's own. */
export function createSecretNames(furtherNames: readonly string[] = []): SecretNames {
  const further = furtherNames.map(normalise);
  const parts = [...PARTS, ...FOREIGN_PARTS.map(normalise)].join('|');
  const secret = new RegExp(
    `${parts}|^(?:${[...WHOLE, ...FOREIGN_WHOLE.map(normalise), ...further.map(escapeRegExp)].join('|')})$`,
  );
  const isSecret = remember((name) => {
    const plain = normalise(name);
    return secret.test(plain) && !HARMLESS.test(plain);
  });
  const occurs = new RegExp(
    `${[...PARTS, ...WHOLE, ...FOREIGN_PARTS, ...FOREIGN_WHOLE, ...further].map(toLoosePattern).join('|')}|${FULL_WIDTH}|\\\\u`,
    'i',
  );
  return {
    isSecret,
    isSecretParameter: (name) => isSecret(name) || PARAMETERS.test(normalise(name)),
    mayOccurIn: (text) => occurs.test(text),
  };
}

function normalise(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(SEPARATORS, '');
}

/** Names of a program repeat; asking again costs a lookup. */
function remember(decide: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    let answer = known.get(name);
    if (answer === undefined) {
      answer = decide(name);
      if (known.size < MOST_REMEMBERED) known.set(name, answer);
    }
    return answer;
  };
}

function toLoosePattern(name: string): string {
  return [...name].map(escapeRegExp).join('[-_.\\s]?');
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
