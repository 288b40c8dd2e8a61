const names =
  /^(path|home|user|tmpdir|lang|https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_file)$/i
const npmSettings = /^npm_config_(registry|userconfig|cache|cafile|proxy|https_proxy|noproxy)$/i

/** What npm needs of an environment to reach its registry; secrets of ours stay here. */
export function npmEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]): [string, string][] =>
      value !== undefined && isNeeded(name) ? [[name, value]] : [],
    ),
  )
}

function isNeeded(name: string): boolean {
  return names.test(name) || npmSettings.test(name)
}
