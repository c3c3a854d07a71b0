import { describe, expect, it } from 'vitest';
import { DEFAULT_CONTENT } from './content.ts';
import { narrowCard, narrowForm, narrowWebhook, type Form } from './narrow-form.ts';

const { card, webhook } = DEFAULT_CONTENT;
const save = (form: Form) => narrowCard({ title: 'Welcome', text: 'Hello', ...form }, card);

describe('narrowForm', () => {
  it.each([[null], [undefined], [[]], ['title=x'], [7]])('refuses %j', (body) => {
    expect(() => narrowForm(body)).toThrow('Send the fields of the form as a JSON object.');
  });
});

describe('narrowCard', () => {
  it('takes title and text without the space around them and leaves the rest', () => {
    expect(save({ title: ' Good day ', text: '\nHow are you? ' })).toEqual({
      title: 'Good day',
      text: 'How are you?',
      is_active: true,
      buttons: [],
    });
  });

  it('keeps the id of a button that keeps its title, wherever it moves', () => {
    expect(save({ buttons: 'I want a refund\nWhere is my order?' }).buttons).toEqual([
      { id: 'b2', title: 'I want a refund' },
      { id: 'b1', title: 'Where is my order?' },
    ]);
  });

  it('gives a new button an id that no button has', () => {
    expect(save({ buttons: 'Talk to us\r\n\nI want a refund\nCall me' }).buttons).toEqual([
      { id: 'b3', title: 'Talk to us' },
      { id: 'b2', title: 'I want a refund' },
      { id: 'b4', title: 'Call me' },
    ]);
  });

  it('makes one button of two equal lines', () => {
    expect(save({ buttons: 'I want a refund\nI want a refund\nNew\nNew' }).buttons).toEqual([
      { id: 'b2', title: 'I want a refund' },
      { id: 'b3', title: 'New' },
    ]);
  });

  it.each<[string, Form]>([
    ['"title" must not be empty.', { title: '  ' }],
    ['"title" must not be empty.', { title: undefined }],
    ['"title" must be a text of at most 2000 characters.', { title: 7 }],
    ['"text" must be a text of at most 2000 characters.', { text: 'x'.repeat(2001) }],
    ['"buttons" must be a text of at most 2000 characters.', { buttons: ['One'] }],
  ])('says %s', (message, form) => {
    expect(() => save(form)).toThrow(message);
  });
});

describe('narrowWebhook', () => {
  it.each(['/v2/refunds', 'http://127.0.0.1:9/x', ' https://pay.example/v1?x=1 '])('takes %s', (url) => {
    expect(narrowWebhook({ url }, webhook)).toEqual({ name: 'Refund API', method: 'POST', url: url.trim() });
  });

  it.each(['ftp://pay.example', 'javascript:alert(1)', 'pay.example/v1', '//pay.example', 'http://', 'http://a b/'])(
    'refuses %s and says what is accepted',
    (url) => {
      expect(() => narrowWebhook({ url }, webhook)).toThrow('"url" must be an http:// or https:// address, or a path');
    },
  );
});
