// What a person types becomes HTML as Outlook writes it: a block for each line, addresses as links.

const escape = text => text.replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

const line = text => {
  const parts = text.split(/(https?:\/\/[^\s<>"]+)/);
  return `<div>${parts.map((p, i) => i % 2 ? `<a href="${escape(p)}">${escape(p)}</a>` : escape(p)).join('') || '<br>'}</div>`;
};

const paragraphs = text => text.trim().split(/\r?\n/).map(line).join('\n');

export const toHtml = text => `<html><body>\n${text.trim() ? paragraphs(text) : ''}\n</body></html>`;

/** Puts new lines above the present text; what was there, a join block too, stays as it is. */
export function addText(body, text) {
  if (body?.contentType !== 'html') return toHtml(text + '\n' + (body?.content ?? ''));
  const at = /<body[^>]*>/i.exec(body.content);
  const cut = at ? at.index + at[0].length : 0;
  return body.content.slice(0, cut) + '\n' + paragraphs(text) + body.content.slice(cut);
}
