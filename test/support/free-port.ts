export { freePort } from '../../launcher/ports.ts';
