import { parseArgs } from 'node:util'
import { demoRoles, openDemoIssuer } from './demo-issuer.ts'
import { defaultDataFolder } from './data-folder.ts'

// `npm run --silent token -- <role>` prints a demo token, and nothing else, on standard output.

const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'data-dir': { type: 'string', default: defaultDataFolder } } })
const roles = demoRoles.map(({ role }) => role).join(', ')

if (process.env.OIDC_ISSUER || process.env.DATABASE_URL) stop('Demo tokens are refused where OIDC_ISSUER or DATABASE_URL is set: sign in with your own issuer.')
const issuer = await openDemoIssuer(values['data-dir'])
const token = await issuer.tokenFor(positionals[0] ?? '')
if (token === null) stop(`Name one of the demo roles: ${roles}.`)
process.stdout.write(`${token}\n`)

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}
