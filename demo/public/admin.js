const content = await (await fetch('api/content')).json();
document.getElementById('audit').href = content.auditUrl;

function say(form, text, good) {
  const result = form.querySelector('.result');
  result.textContent = text;
  result.className = `result ${good ? 'good' : 'bad'}`;
}

async function save(form) {
  const response = await fetch(`api/content/${form.dataset.entity}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
  });
  const answer = await response.json();
  say(form, answer.message, response.ok);
}

for (const form of document.querySelectorAll('form[data-entity]')) {
  for (const [name, value] of Object.entries(content.entities[form.dataset.entity])) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    save(form).catch((error) => say(form, `Not saved: ${error.message}`, false));
  });
}
