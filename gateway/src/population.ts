import { Command, InvalidArgumentError } from 'commander'
import { londonDate } from '@throughcare/kit/clock'
import { describeFault } from '@throughcare/kit/log'
import { populationFiles, writePopulation } from './population/write-population.ts'

// `npm run population -- --people 2000 --seed 1 --out folder`: writes a synthetic population as CSV files that `npm run import` takes in.

function wholeNumber(text: string): number {
  if (!/^\d{1,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number.')
  return Number(text)
}

function day(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('Give a day as YYYY-MM-DD.')
  return text
}

const command = new Command('npm run population --')
  .description('Writes a synthetic population, nobody of whom is real. The same people, seed and today give the same files.')
  .requiredOption('--people <number>', 'how many people', wholeNumber)
  .requiredOption('--out <folder>', 'where the files are written')
  .option('--seed <number>', 'which population', wholeNumber, 1)
  .option('--today <day>', 'the day it is made for; nothing in it happens later than the day before', day, londonDate(new Date()))
  .parse()

const { people, out, seed, today } = command.opts<{ people: number; out: string; seed: number; today: string }>()
try {
  await writePopulation({ people, seed, today, folder: out })
  const service = {
    peopleOfLiaisonDiversion: 'people --service liaison-diversion',
    peopleOfReconnect: 'people --service reconnect',
    liaisonDiversion: 'liaison-diversion',
    reconnect: 'reconnect',
    referralsOfLiaisonDiversion: 'referrals --service liaison-diversion',
    referralsOfReconnect: 'referrals --service reconnect'
  } satisfies Record<keyof typeof populationFiles, string>
  const lines = Object.entries(populationFiles).map(([name, file]) => `  npm run import -- ${service[name as keyof typeof populationFiles]} ${out}/${file}`)
  process.stdout.write(`${people.toLocaleString('en-GB')} synthetic people. To take them in, in this order:\n${lines.join('\n')}\n`)
} catch (error) {
  process.stderr.write(`The files could not be written: ${describeFault(error)}\n`)
  process.exitCode = 2
}
