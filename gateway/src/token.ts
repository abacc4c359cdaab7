import { parseArgs } from 'node:util'
import { demoRoles, openDemoIssuer } from './demo-issuer.ts'
import { defaultDataFolder } from './data-folder.ts'

// `npm run --silent token -- <role>` prints a demo token, and nothing else, on standard output.

const roles = demoRoles.map(({ role }) => role).join(', ')
const help = `npm run --silent token -- <role> [--data-dir <folder>]

Prints a demo token of a role, which holds for eight hours.
  <role>       one of ${roles}
  --data-dir   where the demo keeps its data; ${defaultDataFolder} if left out
  --help       prints this
`

const { values, positionals } = readArguments()
if (values.help) {
  process.stdout.write(help)
  process.exit(0)
}
if (process.env.OIDC_ISSUER || process.env.DATABASE_URL) stop('Demo tokens are refused where OIDC_ISSUER or DATABASE_URL is set: sign in with your own issuer.')
const issuer = await openDemoIssuer(values['data-dir'])
const token = await issuer.tokenFor(positionals[0] ?? '')
if (token === null) stop(`Name one of the demo roles: ${roles}.`)
process.stdout.write(`${token}\n`)

function readArguments() {
  const options = { 'data-dir': { type: 'string', default: defaultDataFolder }, help: { type: 'boolean', default: false } } as const
  try {
    return parseArgs({ allowPositionals: true, options })
  } catch {
    return stop('One of the options is not known, or lacks its value. --help says which there are.')
  }
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}
