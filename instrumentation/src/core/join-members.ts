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

/** By index: taking pairs apart costs more than writing them. */
function join(members: readonly Member[]): string {
  let text = '';
  for (let i = 0; i < members.length; i++) {
    const member = members[i] as Member;
    if (member[1] !== undefined) text += (text === '' ? '{"' : ',"') + member[0] + '":' + member[1];
  }
  return text === '' ? '{}' : text + '}';
}

function sizeOf(member: string | undefined): number {
  return member === undefined ? 0 : Buffer.byteLength(member);
}
