const list = document.getElementById('messages');
const suggestions = document.getElementById('suggestions');
const form = document.getElementById('form');
const field = document.getElementById('text');
const consoleLink = document.getElementById('console');
const conversationLink = document.getElementById('conversation');
let uid = sessionStorage.getItem('uid') ?? '';

function scrollToEnd() {
  list.scrollTop = list.scrollHeight;
}

function show(who, text, failed = false) {
  const item = document.createElement('li');
  item.className = failed ? `${who} failed` : who;
  item.textContent = text;
  list.append(item);
  scrollToEnd();
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

async function ask(path, options) {
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

function showAnswer(answer) {
  for (const message of answer.messages) show('bot', message, answer.failed);
  showSuggestions(answer.suggestions);
}

/** The console shows a conversation from its first moment on. */
function follow(answer) {
  uid = answer.uid;
  consoleLink.href = answer.consoleUrl;
  consoleLink.hidden = false;
}

/** There is a conversation to look at once the bot has answered in it. */
function remember(answer) {
  follow(answer);
  sessionStorage.setItem('uid', uid);
  conversationLink.href = answer.conversationUrl;
  conversationLink.hidden = false;
}

async function whileBusy(action) {
  list.ariaBusy = 'true';
  scrollToEnd();
  try {
    await action();
  } catch (error) {
    show('bot', `The bot could not be reached: ${error.message}`, true);
  } finally {
    list.ariaBusy = 'false';
    field.focus();
  }
}

const LATER_MILLIS = 1000;
let waiting;

/** Asks for what the bot says unasked, until it has said it or somebody writes again. */
function awaitEvent() {
  waiting = setTimeout(async () => {
    const { messages } = await ask(`api/later?uid=${encodeURIComponent(uid)}`).catch(() => ({ messages: [] }));
    for (const message of messages) show('bot', message);
    if (messages.length === 0) awaitEvent();
  }, LATER_MILLIS);
}

function send(text) {
  clearTimeout(waiting);
  show('user', text);
  showSuggestions([]);
  return whileBusy(async () => {
    const answer = await ask('api/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ uid, text }),
    });
    remember(answer);
    showAnswer(answer);
    if (answer.awaits === 'event') awaitEvent();
  });
}

for (const button of document.querySelectorAll('details button'))
  button.addEventListener('click', () => send(button.textContent));

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = field.value.trim();
  field.value = '';
  if (text) send(text);
});

await whileBusy(async () => {
  const greeting = await ask(`api/greeting?uid=${encodeURIComponent(uid)}`);
  if (greeting.uid === uid) remember(greeting);
  else follow(greeting);
  showAnswer(greeting);
});
