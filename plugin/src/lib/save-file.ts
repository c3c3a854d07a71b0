/** Has the browser keep a text as a file, as a download. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads it after the click; a minute later it has.
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_MILLIS);
}

const REVOKE_MILLIS = 60_000;
