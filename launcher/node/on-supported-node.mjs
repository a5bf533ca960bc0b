import { onSupportedNode } from './supported-node.mjs';

/** Loaded before a script of a developer's: on an older Node the same command goes on with one that is supported. */
await onSupportedNode();
