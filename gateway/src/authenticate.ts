import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose'
import { refuse } from '@throughcare/kit/errors'
import { principalShape, publicPrincipal, type Principal } from '@throughcare/kit/principal'
import { signInRoles } from '@throughcare/kit/roles'

/** An issuer whose tokens are believed. */
export type Issuer = { issuer: string; audience: string; algorithms: string[]; keys: JWTVerifyGetKey }

/** An issuer out in the world, by its OIDC discovery document. */
export async function discoverIssuer(issuer: string, audience: string): Promise<Issuer> {
  const response = await fetch(new URL('.well-known/openid-configuration', issuer.endsWith('/') ? issuer : `${issuer}/`))
  const { jwks_uri: jwksUri, issuer: named } = (await response.json()) as { jwks_uri: string; issuer: string }
  // A key taken out of use must stop working within a minute.
  return { issuer: named, audience, algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'], keys: createRemoteJWKSet(new URL(jwksUri), { cacheMaxAge: 60_000 }) }
}

/** Opens the sign-in: an `Authorization` header in, a principal out. No header is the public; a header that does not hold is refused. */
export function openSignIn(issuer: Issuer): (authorization: string | undefined) => Promise<Principal> {
  return async (authorization) => {
    if (authorization === undefined) return publicPrincipal
    const token = authorization.match(/^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/)?.[1]
    try {
      const { payload } = await jwtVerify(token ?? '', issuer.keys, {
        issuer: issuer.issuer,
        audience: issuer.audience,
        algorithms: issuer.algorithms,
        requiredClaims: ['exp', 'sub'],
        maxTokenAge: '12h',
        clockTolerance: 30
      })
      const principal = principalShape.parse({
        subject: payload.sub,
        issuer: payload.iss,
        organisation: payload.organisation,
        role: payload.role,
        service: payload.service ?? null,
        purpose: payload.purpose ?? 'care'
      })
      if (signInRoles.includes(principal.role)) return principal
    } catch {
      // Told below: whoever cannot prove who they are learns nothing of why.
    }
    return refuse('UNAUTHENTICATED', 'Your sign-in does not hold or has ended. Sign in again.')
  }
}
