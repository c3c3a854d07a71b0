import { describe, expect, it } from 'vitest';
import { expandTemplate } from './expand-template.ts';

const settings = {
  jsonData: { url: 'http://h', port: 1, list: [] },
  secureJsonData: { secret: '{{ .JsonData.url }}' },
};

describe('expandTemplate', () => {
  it.each([
    ['{{ .JsonData.url }}/x', 'http://h/x'],
    ['{{.JsonData.port}}', '1'],
    ['{{- .JsonData.url -}}', 'http://h'],
    ['{{ .JsonData.missing }}/x', '<no value>/x'],
    ['{{ .JsonData.list }}', '<no value>'],
    ['{{ .SecureJsonData.missing }}', '<no value>'],
    ['plain', 'plain'],
  ])('turns %s into %s', (template, expanded) => {
    expect(expandTemplate(template, settings)).toBe(expanded);
  });

  it('does not expand what a setting contains', () => {
    expect(expandTemplate('{{ .SecureJsonData.secret }}', settings)).toBe('{{ .JsonData.url }}');
  });
});
