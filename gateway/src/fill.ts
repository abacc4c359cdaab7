import { ConfigurationFault } from '@throughcare/kit/config'
import { loadDemoData } from './load-demo-data.ts'

// The process in which `npm start` has a new copy filled, so that what filling leaves in memory goes with it. What to fill comes as JSON.

// Whoever started it says when to stop.
process.on('SIGINT', () => {})
try {
  await loadDemoData(JSON.parse(process.argv[2] ?? '{}') as Parameters<typeof loadDemoData>[0])
} catch (error) {
  if (!(error instanceof ConfigurationFault)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(2)
}
