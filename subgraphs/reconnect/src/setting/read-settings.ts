import { z } from 'zod'
import { readConfig } from '@throughcare/kit/config'
import { codes, faultsBetween, periods, standardSettings, type PeriodName, type Settings } from './setting.rules.ts'

function wholeNumber({ unit, least, most, standard }: (typeof periods)[PeriodName]) {
  // One fault an option: what is wrong by itself is not compared with others.
  const fault = { error: `must be a whole number of ${unit} from ${least} to ${most}`, abort: true }
  return z
    .string()
    .regex(/^\d{1,3}$/, fault)
    .transform(Number)
    .refine((given) => given >= least && given <= most, fault)
    .default(standard)
}

function list<Code extends string>(code: z.ZodType<Code>, { standard, fault }: { standard: readonly Code[]; fault: string }) {
  return z
    .string()
    .transform((text, given) => {
      const read = z
        .array(code)
        .min(1)
        .safeParse(text.split(',').map((part) => part.trim()))
      if (read.success && new Set(read.data).size === read.data.length) return read.data
      given.addIssue(fault)
      return z.NEVER
    })
    .default([...standard])
}

const custodies = standardSettings.custodyTakenOn
const shape = z.object({
  ...(Object.fromEntries(Object.values(periods).map((period) => [period.option, wholeNumber(period)])) as Record<string, ReturnType<typeof wholeNumber>>),
  [codes.ownPrisons.option]: list(z.string().regex(/^[A-Z0-9]{2,6}$/), {
    standard: standardSettings.ownPrisons,
    fault: 'must be NOMIS ids of prisons, each once, with commas between them'
  }),
  [codes.custodyTakenOn.option]: list(z.enum(custodies), {
    standard: custodies,
    fault: `must be one or more of ${custodies.join(', ')}, each once, with commas between them`
  })
})

const checked = shape.superRefine((given, context) => {
  for (const { option, fault } of faultsBetween(toSettings(given))) context.addIssue({ code: 'custom', path: [option], message: fault })
})

function toSettings(given: Record<string, unknown>): Settings {
  const named = Object.entries({ ...periods, ...codes }).map(([name, { option }]) => [name, given[option]])
  return Object.fromEntries(named) as Settings
}

/** What the deployment has set, out of its environment; what it leaves out is as it is in `standardSettings`. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  return toSettings(readConfig(checked, environment))
}
