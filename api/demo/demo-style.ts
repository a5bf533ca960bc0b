/**
 * What real sites do to a widget, all at once: universal rules marked important, a root size that breaks rem,
 * text from right to left, rules for every element, and a banner with the highest z-index there is.
 */
export const DEMO_STYLE = `
html { font-size: 62.5%; direction: rtl; text-align: right; zoom: 1; }
body { direction: rtl; margin: 0; font-size: 1.9rem; background: #f4e9d8; }
* {
  color: #4b2e1e !important; font-family: Georgia, 'Times New Roman', serif !important; letter-spacing: .03em !important;
  line-height: 1.6 !important; text-shadow: 0 1px 0 #fff6 !important; box-sizing: content-box !important;
}
*::before, *::after { color: #b5522b !important; }
*::backdrop { background: #b5522b99 !important; display: block !important; }
html > :not(head, body) { display: none; position: static !important; transform: rotate(3deg) !important; opacity: .2 !important; filter: blur(2px) !important; width: 100% !important; margin: 50px !important; }
div, section, article, header, form { float: none !important; background-color: transparent; }
button, input, select, textarea { border: .2rem solid #b5522b !important; border-radius: 0 !important; padding: 1rem 2rem !important; background: #f9f1e4 !important; text-transform: uppercase !important; font-size: 1.5rem !important; }
h1, h2, h3 { font-size: 4rem !important; font-weight: normal !important; text-transform: none !important; }
h2 { font-size: 2.4rem !important; margin: 0 0 .6rem !important; }
p { margin: 0 0 2rem !important; }
a { text-decoration: underline wavy #b5522b !important; text-underline-offset: .5rem !important; }
svg, img { width: 100% !important; height: auto !important; fill: #b5522b !important; }
ul { list-style: square !important; padding: 0 2.4rem !important; }
header, main, .facts, .try, aside { direction: ltr; text-align: left; max-width: 104rem; margin: 0 auto !important; padding: 0 4rem; }
header { display: flex; flex-wrap: wrap; gap: 1rem 4rem; justify-content: space-between; padding-block: 3rem; }
.name { font-size: 2.4rem !important; text-decoration: none !important; }
nav { display: flex; gap: 2.4rem; }
.try { font-size: 1.5rem !important; font-style: italic; }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(30rem, 1fr)); gap: 6rem; padding-block: 4rem 6rem; }
h1 { font-size: 6.4rem !important; line-height: 1.1 !important; margin: 2rem 0 !important; }
.lead { font-size: 2.2rem; }
.price { font-size: 3rem; }
.picture { position: relative; min-height: 44rem; background: radial-gradient(circle at 50% 42%, #ffdf9e, #e6a96a 60%, #c9824e); }
.picture i { position: absolute; inset: 16% 26% auto; aspect-ratio: 1; border-radius: 50%; background: radial-gradient(circle at 45% 40%, #fffdf2, #ffe7b0); box-shadow: 0 0 9rem #fff3c9; }
.picture b { position: absolute; inset: auto 44% 12%; height: 22%; background: linear-gradient(90deg, #6d4024, #8b5733); }
form { margin-block: 0 3rem !important; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 4rem; padding-block: 4rem 14rem; border-top: 1px solid #d9c4a5; }
aside { position: fixed; inset: auto 0 0; z-index: 2147483647; max-width: none; padding-block: 1.4rem; background: #e9b872; }
`;
