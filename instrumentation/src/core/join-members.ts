/** A member of a body: its name and its JSON text; undefined members are left out. */
export type Member = readonly [name: string, text: string | undefined];

/**
 * JSON text of an object, in pieces, so that long members need not be copied. Over the limit, its largest members are
 * replaced by their sizes.
 */
export function joinMembers(members: readonly Member[], limitBytes: number): readonly string[] {
  const parts = join(members);
  if (fits(parts, limitBytes)) return parts;
  const largest = Math.max(...members.map(([, member]) => sizeOf(member)));
  const shorter = members.map(([name, member]): Member =>
    member !== undefined && sizeOf(member) === largest ? [name, `{"$truncated":${largest}}`] : [name, member],
  );
  return largest <= SMALLEST_REPLACED_BYTES ? parts : joinMembers(shorter, limitBytes);
}

const SMALLEST_REPLACED_BYTES = 32;

/** By index: taking pairs apart costs more than writing them. */
function join(members: readonly Member[]): string[] {
  const parts: string[] = [];
  for (let i = 0; i < members.length; i++) {
    const member = members[i] as Member;
    if (member[1] !== undefined) parts.push(`${parts.length === 0 ? '{' : ','}"${member[0]}":`, member[1]);
  }
  parts.push(parts.length === 0 ? '{}' : '}');
  return parts;
}

function fits(parts: readonly string[], limitBytes: number): boolean {
  let length = 0;
  for (let i = 0; i < parts.length; i++) length += (parts[i] as string).length;
  return length * 3 <= limitBytes || parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0) <= limitBytes;
}

function sizeOf(member: string | undefined): number {
  return member === undefined ? 0 : Buffer.byteLength(member);
}
