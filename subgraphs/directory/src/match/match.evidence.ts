import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { publicPrincipal } from '@throughcare/kit/principal'
import { openGround, type Ground } from '../evidence-ground.ts'
import { importDirectory } from '../service/service.import.ts'
import { serviceIdOf } from '../service/write-entries.ts'

const services = 100_000
const outcodes = ['BB1', 'BB2', 'BB5', 'BB9', 'BB10', 'BB11', 'PR1', 'PR2', 'PR7', 'LA1', 'LA4', 'LA9', 'LA14', 'FY1', 'FY5', 'CA1', 'CA14', 'M1', 'L1', 'LS1']
const needs = ['mental-health', 'substance-use', 'alcohol', 'housing', 'debt-benefits', 'basic-needs', 'employment-education', 'social-support', 'legal-rights']
const words = ['Hub', 'Link', 'Circle', 'Place', 'Door', 'Bridge', 'Harbour', 'Anchor', 'Compass', 'Lantern']

/** A repeatable number below `limit`. */
function pick(seed: number, limit: number): number {
  return Math.floor((Math.abs(Math.sin(seed) * 10_000) % 1) * limit)
}

function invented(number: number): string {
  const at = (of: readonly string[], salt: number) => of[pick(number * 7 + salt, of.length)] ?? ''
  const isPlaceless = number % 10 === 0
  const location = {
    id: `l${number}`,
    name: 'Example House',
    addresses: [{ address_1: `${number} Example Street`, city: 'Example', postal_code: `${at(outcodes, 1)} 9ZZ` }]
  }
  return JSON.stringify({
    ...{ id: `s${number}`, name: `Example ${at(words, 2)} ${number}`, status: 'active', description: `Invented help with ${at(needs, 3)}.`, minimum_age: 18 },
    schedules: [{ freq: 'WEEKLY', byday: 'MO,TU,WE,TH,FR', opens_at: '09:00', closes_at: '17:00' }],
    attributes: [{ taxonomy_term: { code: at(needs, 3), name: at(needs, 3) } }],
    service_areas: isPlaceless ? [{ name: 'Lancashire' }] : [],
    service_at_locations: isPlaceless ? [] : [{ location }]
  })
}

type Filled = Ground & { perSecond: number }
let filled: Promise<Filled> | undefined

async function fill(): Promise<Filled> {
  const ground = await openGround()
  const path = join(ground.folder, 'invented.ndjson')
  const file = createWriteStream(path)
  for (let number = 1; number <= services; number += 1) file.write(`${invented(number)}\n`)
  file.end()
  await finished(file)
  const start = performance.now()
  const { added } = await importDirectory({ path, url: ground.url })
  if (added !== services) throw new Error(`Of ${services} services, ${added} were added.`)
  return { ...ground, perSecond: Math.round(services / ((performance.now() - start) / 1_000)) }
}

/** The time that 99 of 100 answers stay under, in milliseconds, after some that warm up. */
async function p99(ask: (turn: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let turn = 0; turn < 220; turn += 1) {
    const start = performance.now()
    await ask(turn)
    if (turn >= 20) taken.push(performance.now() - start)
  }
  return taken.sort((one, other) => one - other)[Math.floor(taken.length * 0.99) - 1] ?? Number.NaN
}

const servicesFor = `query ($need: ID, $near: String) { servicesFor(need: $need, near: $near, facts: { age: 30, sex: MALE, comesBy: SELF }, isOpen: true) {
  edges { node { verdict distance opening { text } service { id name } } } } }`
const byWords = 'query ($text: String) { services(where: { text: $text }) { edges { node { id name } } } }'
const duplicates = 'query ($id: ID!) { service(id: $id) { duplicateSuggestions { reasons } } }'
const feedPage = 'query ($parameters: String!) { openReferral(path: "services", parameters: $parameters) }'

function timed(name: string, most: number, ask: (ground: Filled, turn: number) => Promise<unknown>) {
  return {
    name: `${name}, ${services.toLocaleString('en-GB')} services`,
    target: `p99 ≤ ${most} ms`,
    async measure() {
      const ground = await (filled ??= fill())
      const milliseconds = await p99((turn) => ask(ground, turn))
      return {
        value: `${milliseconds.toFixed(1)} ms`,
        met: milliseconds <= most,
        detail: '200 questions one after the other, through the room with row-level security'
      }
    }
  }
}

export const figures = [
  {
    name: `taking in ${services.toLocaleString('en-GB')} services`,
    target: '≥ 2,000 services a second',
    async measure() {
      const { perSecond } = await (filled ??= fill())
      return {
        value: `${perSecond.toLocaleString('en-GB')} a second`,
        met: perSecond >= 2_000,
        detail: 'one service a line, invented; with sites, hours, terms and events'
      }
    }
  },
  timed('servicesFor near a postcode', 40, ({ ask }, turn) => ask(servicesFor, { need: needs[turn % needs.length], near: outcodes[turn % outcodes.length] })),
  timed('services by words', 60, ({ ask }, turn) => ask(byWords, { text: `${words[turn % words.length]} ${turn * 37 + 1}` })),
  timed('a page of the open feed', 50, ({ ask }, turn) =>
    ask(feedPage, { parameters: JSON.stringify({ page: String(((turn * 97) % 1_990) + 1), per_page: '50' }) })
  ),
  timed('what may be the same service as an entry', 60, ({ ask }, turn) =>
    ask(duplicates, { id: serviceIdOf('invented', `s${pick(turn + 1, services) + 1}`) }, { ...publicPrincipal, role: 'directory-editor' })
  ),
  {
    name: 'the cluster of the figures above is taken down',
    target: 'nothing is left',
    async measure() {
      await (await filled)?.close()
      return { value: 'nothing is left', met: true, detail: 'its folder is gone' }
    }
  }
]
