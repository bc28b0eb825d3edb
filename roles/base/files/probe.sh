# First contact. Runs before anything is installed, so: POSIX sh, no Python, changes nothing.
# Prints one line of JSON with what decides whether and how the server can be provisioned.
os=unknown version=unknown name=unknown
if [ -r /etc/os-release ]; then
  . /etc/os-release
  os=${ID:-unknown} version=${VERSION_ID:-rolling} name=${PRETTY_NAME:-$os}
fi

privileged=false
if [ "$(id -u)" = 0 ] || sudo -n true >/dev/null 2>&1; then privileged=true; fi

python=false
if [ -x /usr/bin/python3 ]; then python=true; fi

# Half-configured packages, or a journal of dpkg's that was never replayed.
interrupted=false
if [ -n "$(dpkg --audit 2>/dev/null)" ] || ls /var/lib/dpkg/updates/[0-9]* >/dev/null 2>&1; then
  interrupted=true
fi

# Whether apt knows any package.
index=false
if ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then index=true; fi

# The fuller of / and /var.
disk=$(df -Pk / /var 2>/dev/null | awk 'NR > 1 { printf "%d %d %s\n", $4 / 1024, $2 / 1024, $6 }' | sort -n | head -n 1)
set -- ${disk:-0 0 /}

# The name packages come from. Behind an apt proxy it is the proxy that resolves.
source=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null \
  | sed -n 's#^[^\#]*https\{0,1\}://\([^/: ]*\).*#\1#p' | head -n 1)
resolves=true
if [ -n "$source" ] && [ -z "$(apt-config dump Acquire::http::Proxy 2>/dev/null)" ]; then
  timeout 20 getent ahosts "$source" >/dev/null 2>&1 || resolves=false
fi
nameservers=$(sed -n 's/^nameserver[[:space:]]*//p' /etc/resolv.conf 2>/dev/null | tr '\n' ' ')

printf '{"os": "%s", "version": "%s", "name": "%s", "privileged": %s, "python": %s, "interrupted": %s, "index": %s, ' \
  "$os" "$version" "$name" "$privileged" "$python" "$interrupted" "$index"
printf '"free_mb": %s, "size_mb": %s, "mount": "%s", ' "$1" "$2" "$3"
printf '"source": "%s", "resolves": %s, "nameservers": "%s"}\n' "$source" "$resolves" "$nameservers"
