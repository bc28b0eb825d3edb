# Puts right what an interrupted package run left behind. POSIX sh, for Python may be among what is broken.
# Exit status 75: another package run is at work, try again. The last line names what stays broken, if anything.
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
said=$(dpkg --configure -a --force-confdef --force-confold 2>&1)
printf '%s\n' "$said"
case "$said" in *'was locked by another process'*) exit 75 ;; esac

# Cut off while it was unpacked: only unpacking it once more helps. The index may be missing, too.
again=$(dpkg-query --show --showformat '${db:Status-Eflag} ${binary:Package}\n' | sed -n 's/^reinstreq //p')
if [ -n "$again" ]; then
  apt-get -o "DPkg::Lock::Timeout=$lock_seconds" update -qq 2>&1
  # shellcheck disable=SC2086  # a list of names
  apt-get -o "DPkg::Lock::Timeout=$lock_seconds" install -y -qq --reinstall $again 2>&1
fi
broken=$(dpkg-query --show --showformat '${db:Status-Eflag} ${db:Status-Status} ${binary:Package}\n' \
  | sed -E '/^ok (installed|config-files|not-installed) /d; s/.* //' | tr '\n' ' ')
printf 'broken: %s\n' "$broken"
