/** What a person sees whose address leads nowhere; the inbox, which draws such pages itself, is served at its own addresses only. */
export const MISSING_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <meta name="color-scheme" content="light dark" />
    <title>There is nothing at this address</title>
    <style>
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; min-height: 100dvh; display: grid; place-items: center; }
      main { padding: 1rem; max-width: 30rem; text-align: center; text-wrap: balance; }
      h1 { font-size: 1.25rem; margin: 0; }
      a { color: inherit; }
    </style>
  </head>
  <body>
    <main>
      <h1>There is nothing at this address</h1>
      <p>The link may be old, or a letter is missing.</p>
      <a href="/">All conversations</a>
    </main>
  </body>
</html>
`;
