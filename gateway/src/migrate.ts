import { ConfigurationFault } from '@throughcare/kit/config'
import { bringUpToDate } from './one-process.ts'

// `npm run migrate`: brings the database of DATABASE_URL up to date. Its user may create roles and schemas.

const url = process.env.DATABASE_URL
if (!url) {
  process.stderr.write('Set DATABASE_URL to the database to bring up to date; its user must be allowed to create roles and schemas.\n')
  process.exit(2)
}
try {
  await bringUpToDate(url)
  process.stdout.write('Every room is up to date.\n')
} catch (error) {
  process.stderr.write(
    `The migration stopped: ${error instanceof ConfigurationFault ? error.message : (((error as Error).cause as Error | undefined)?.message ?? (error as Error).message)}\n`
  )
  process.exit(1)
}
