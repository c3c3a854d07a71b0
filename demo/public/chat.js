const list = document.getElementById('messages');
const suggestions = document.getElementById('suggestions');
const form = document.getElementById('form');
const field = document.getElementById('text');
const debug = document.getElementById('debug');
let uid = sessionStorage.getItem('uid') ?? '';

function show(who, text, failed = false) {
  const item = document.createElement('li');
  item.className = failed ? `${who} failed` : who;
  item.textContent = text;
  list.append(item);
  item.scrollIntoView({ block: 'end' });
}

function showSuggestions(texts) {
  suggestions.replaceChildren(
    ...texts.map((text) => {
      const button = document.createElement('button');
      button.textContent = text;
      button.addEventListener('click', () => send(text));
      return button;
    }),
  );
}

async function send(text) {
  show('user', text);
  showSuggestions([]);
  try {
    const response = await fetch('api/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ uid, text }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.message);
    remember(answer);
    for (const message of answer.messages) show('bot', message, answer.failed);
    showSuggestions(answer.suggestions);
  } catch (error) {
    show('bot', `The bot could not be reached: ${error.message}`, true);
  }
  field.focus();
}

function remember(answer) {
  uid = answer.uid;
  sessionStorage.setItem('uid', uid);
  debug.href = answer.conversationUrl;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = field.value.trim();
  field.value = '';
  if (text) send(text);
});

const greeting = await (await fetch(`api/greeting?uid=${encodeURIComponent(uid)}`)).json();
remember(greeting);
for (const message of greeting.messages) show('bot', message);
showSuggestions(greeting.suggestions);
field.focus();
