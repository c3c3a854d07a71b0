/** A member of a body: its name and its JSON text; undefined members are left out. */
export type Member = readonly [name: string, text: string | undefined];

/** JSON text of an object. Over the limit, its largest members are replaced by their sizes. */
export function joinMembers(members: readonly Member[], limitBytes: number): string {
  const text = join(members);
  if (text.length * 3 <= limitBytes || Buffer.byteLength(text) <= limitBytes) return text;
  const largest = Math.max(...members.map(([, member]) => sizeOf(member)));
  const shorter = members.map(([name, member]): Member =>
    member !== undefined && sizeOf(member) === largest ? [name, `{"$truncated":${largest}}`] : [name, member],
  );
  return largest <= SMALLEST_REPLACED_BYTES ? text : joinMembers(shorter, limitBytes);
}

const SMALLEST_REPLACED_BYTES = 32;

function join(members: readonly Member[]): string {
  let text = '';
  for (const [name, member] of members) {
    if (member !== undefined) text += `${text === '' ? '' : ','}"${name}":${member}`;
  }
  return `{${text}}`;
}

function sizeOf(member: string | undefined): number {
  return member === undefined ? 0 : Buffer.byteLength(member);
}
