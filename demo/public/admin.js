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

function fill(form, values) {
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    save(form).catch((error) => say(form, `Not saved: ${error.message}`, false));
  });
}

const forms = document.querySelectorAll('form[data-entity]');
try {
  const content = await (await fetch('api/content')).json();
  document.getElementById('audit').href = content.auditUrl;
  for (const form of forms) fill(form, content.entities[form.dataset.entity]);
} catch (error) {
  const problem = document.getElementById('problem');
  problem.hidden = false;
  for (const form of forms) form.parentElement.hidden = true;
  problem.firstElementChild.textContent = `The bot could not be reached: ${error.message}`;
}
