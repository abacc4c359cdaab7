import { buildExplorer } from './build-explorer.ts'

// `npm run explorer`: builds the browser app, if it has changed, and says where it lies.
process.stdout.write(`${await buildExplorer()}\n`)
