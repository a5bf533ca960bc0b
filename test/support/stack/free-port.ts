export { freePort } from '../../../launcher/system/ports.ts';
