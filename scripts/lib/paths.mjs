import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder, absolute. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Folder of everything that preparing makes: deleting it costs time and downloads, nothing else. */
export const stateDir = path.join(root, '.foyer');

/** A path inside node_modules. */
export const packagePath = (...parts) => path.join(root, 'node_modules', ...parts);

/** A path inside the state folder. */
export const statePath = (...parts) => path.join(stateDir, ...parts);
