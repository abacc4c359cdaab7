import { GraphQLError, isEnumType, type GraphQLFormattedError, type GraphQLSchema } from 'graphql'
import { refusalCodes, refusalOf } from '@throughcare/kit/errors'
import { describeFault, type Log } from '@throughcare/kit/log'

const told = new Set<string>([
  ...refusalCodes,
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED'
])

/**
 * What a client is told of an error. Refusals speak for themselves; what graphql-js says of a request is told without the values it
 * holds, for they may be a person's; everything else is a fault and is masked.
 */
export function openFormatError(log: Log, schema?: GraphQLSchema): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const code = String(formatted.extensions?.code ?? '')
    const place = {
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path.filter((part) => part !== '@') } : {})
    }
    if (!told.has(code)) {
      log.error({ reason: describeFault(error), code }, 'an operation failed')
      return { message: 'This could not be answered. Try again; if it keeps happening, report the request id.', ...place, extensions: { code: 'UNAVAILABLE' } }
    }
    const { version, changes, field, requestId } = (formatted.extensions ?? {}) as Record<string, unknown>
    return {
      message: withoutValues(formatted.message, error, schema),
      ...place,
      extensions: {
        code,
        ...(version === undefined ? {} : { version }),
        ...(changes === undefined ? {} : { changes }),
        ...(field === undefined ? {} : { field }),
        ...(requestId === undefined ? {} : { requestId })
      }
    }
  }
}

/** The message of an error of graphql-js without the values it quotes. */
export function withoutValues(message: string, error: unknown, schema?: GraphQLSchema): string {
  const [, variable, path] =
    message.match(/^Variable "(\$\w+)" got invalid value [\s\S]*? at "([\w.[\]]+)"; /) ?? message.match(/^Variable "(\$\w+)" got invalid value /) ?? []
  const reason = refusalOf(originOf(error))?.message ?? reasonIn(message, schema)
  if (variable) return `${path ? `The value at "${path}"` : `The value of "${variable}"`} does not fit its type. ${reason ?? 'The schema says what it takes.'}`
  const node = error instanceof GraphQLError ? error.nodes?.[0] : undefined
  if (node?.kind.endsWith('Value')) return `A value written in the query does not fit the type wanted there. ${reason ?? 'The schema says what it takes.'}`
  if (message.startsWith('Syntax Error')) return message.replace(/(Name|Int|Float|String|BlockString) "[\s\S]*$/, '$1 here.').replace(/, found [\s\S]*$/, '.')
  return message
}

/** What graphql-js says at the end of its message, after the value that it quotes, in so far as it is the schema's. */
function reasonIn(message: string, schema: GraphQLSchema | undefined): string | undefined {
  if (/(^|; )Expected (non-nullable type|value of type) "[\w![\]]+"(, found null\.| not to be null\.)$/.test(message))
    return 'It must be given: null is not taken there.'
  return missingIn(message) ?? strangerIn(message) ?? choicesIn(message, schema)
}

/** A field that its input does not have. What a caller wrote by mistake may be somebody's number: only a name of letters is told. */
function strangerIn(message: string): string | undefined {
  const [, field, type] = message.match(/; Field "([A-Za-z]{1,60})" is not defined by type "(\w+)"\.(?: Did you mean [^?]*\?)?$/) ?? []
  return field && `There is no "${field}" in ${type}: leave it out, or look its name up in the schema.`
}

/** The values of the enum that what was given is none of. */
function choicesIn(message: string, schema: GraphQLSchema | undefined): string | undefined {
  const [, unknown] = message.match(/ does not exist in "(\w+)" enum\.(?: Did you mean the enum value[^?]*\?)?$/) ?? []
  const [, unfit] = message.match(/(?:^|; )Enum "(\w+)" cannot represent non-(?:string|enum) value: /) ?? []
  const type = schema?.getType(unknown ?? unfit ?? '')
  return isEnumType(type)
    ? `Give one of ${type
        .getValues()
        .map(({ name }) => name)
        .join(', ')}.`
    : undefined
}

/** The field that an input lacks, by its name in the schema: graphql-js says so at the end, after the value that it quotes. */
function missingIn(message: string): string | undefined {
  const [, field] = message.match(/; Field "(\w+)" of required type "[\w![\]]+" was not provided\.$/) ?? []
  return field && `It lacks "${field}", which must be given.`
}

function originOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? error.originalError : undefined
}
