/** Runs inside a mail's frame: what the mail must not have brought, and the words it shows. Stands alone, because it travels as text. */
export function readFrame(): { found: string[]; words: string | null } {
  const { body } = document;
  const allowed = new Set(
    'a abbr b big blockquote br caption center cite code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var wbr'.split(
      ' ',
    ),
  );
  const found: string[] = [];
  for (const element of body.querySelectorAll('*')) {
    const tag = element.localName;
    if (!allowed.has(tag) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') found.push(`<${tag}>`);
    for (const { name, value } of element.attributes) {
      const isUrl = name === 'href' || name === 'src';
      if (/^on|^(id|class|name|srcset|srcdoc|action|background|ping|xlink|formaction|poster)/.test(name))
        found.push(name);
      if (isUrl && !/^(https?:|mailto:|tel:|\/attachments\/|\/remote-image\?)/.test(value)) found.push(value);
      if (name === 'src' && !value.startsWith('/')) found.push(value);
      if (name === 'style' && /url\s*\(|expression|position|binding|@import/i.test(value)) found.push(value);
      if (name === 'target' && element.getAttribute('rel') !== 'noopener noreferrer nofollow')
        found.push('no rel');
    }
  }
  for (const mark of body.querySelectorAll('[data-host]')) mark.remove();
  return { found, words: body.textContent };
}
