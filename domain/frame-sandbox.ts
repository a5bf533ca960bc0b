/**
 * What the frame that shows a mail may do: open links elsewhere, as ordinary pages. No scripts and no origin: measuring
 * its height would take `allow-same-origin`, and then one hole in a browser's sandbox would stand in the agent's session.
 */
export const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox';
