# The guard of one runtime. It waits for its master's end; if the master did not say "bye" before,
# it kills every process that carries the runtime's token and deletes the runtime's directories.
#
#   guard TOKEN [DIRECTORY...]     standard input: a pipe whose other end only the master holds
#
# POSIX shell with grep, rm, rmdir; works with dash, bash and BusyBox. It runs without the token in
# its own environment, and not as a descendant of the master, or another guard could kill it.

# Whether grep knows lines that end with NUL (BusyBox has that as an option of its build).
lists_nul_lines() {
    printf 'a\0b\0' | grep -qzx b
}

# The environ files of all processes that started with the token.
marked() {
    if [ -n "$nul_lines" ]; then
        grep -lszxF "WORKERKIT_RUNTIME=$token" /proc/[0-9]*/environ
    else
        for file in /proc/[0-9]*/environ; do
            tr '\0' '\n' < "$file" | grep -qxF "WORKERKIT_RUNTIME=$token" && echo "$file"
        done
    fi
}

# Lists "pid:parent:session" of all processes but zombies.
processes() {
    state=Z
    # One search for all: a shell would read each file byte by byte.
    for word in $(grep -sE '^(State|PPid|NSsid):' /proc/[0-9]*/status); do
        case "$word" in
            */status:*:)
                key=${word#*:}
                pid=${word#/proc/}
                pid=${pid%%/*}
                continue
                ;;
        esac
        case "$key" in
            State:) state=$word ;;
            PPid:) parent=$word ;;
            NSsid:) [ "$state" = Z ] || echo "$pid:$parent:$word" ;;
        esac
        key=
    done
}

# Sets victims to the marked processes, their descendants and the sessions that those lead.
find_victims() {
    victims=' '
    for file in $(marked); do
        pid=${file#/proc/}
        pid=${pid%/environ}
        [ "$pid" = 1 ] || victims="$victims$pid "
    done
    [ "$victims" = ' ' ] && return
    # Stopped at once, so that none can start another while the rest is found and killed.
    kill -STOP $victims
    table=$(processes)
    grown=yes
    while [ -n "$grown" ]; do
        grown=
        for row in $table; do
            pid=${row%%:*}
            session=${row##*:}
            parent=${row#*:}
            parent=${parent%:*}
            case "$victims" in *" $pid "*) continue ;; esac
            case "$victims" in
                *" $parent "* | *" $session "*)
                    victims="$victims$pid "
                    grown=yes
                    ;;
            esac
        done
    done
}

# Kills until two searches in a row find nobody: a process can't be seen while it executes.
kill_all() {
    empty=0
    round=0
    while [ "$empty" -lt 2 ] && [ "$round" -lt 600 ]; do
        round=$((round + 1))
        find_victims
        if [ "$victims" = ' ' ]; then
            empty=$((empty + 1))
            continue
        fi
        empty=0
        kill -KILL $victims
        [ "$round" -lt 20 ] || sleep 0.05 || sleep 1
    done
}

# Deletes .../workerkit-UID/TOKEN and nothing else.
delete() {
    base=${1%/*}
    case "$1" in
        */../* | */./* | *//*) return ;;
        /*/"$token") ;;
        *) return ;;
    esac
    case "${base##*/}" in
        workerkit-*) ;;
        *) return ;;
    esac
    rm -rf -- "$1" "$base/.$token" # the latter if the master died while it created it
    rmdir -- "$base"
}

watch() {
    while read -r word; do
        [ "$word" = bye ] && exit 0
    done
    nul_lines=
    lists_nul_lines && nul_lines=yes
    kill_all
    for directory in "$@"; do
        delete "$directory"
    done
}

exec 2>/dev/null
trap '' HUP INT QUIT TERM USR1 USR2 ALRM PIPE
unset WORKERKIT_GUARD
token=$1
shift
[ -n "$token" ] || exit 1

# A background process: its parent ends at once, and process 1 adopts it. Without the detour over
# descriptor 3 a shell would give it an empty input.
exec 3<&0
watch "$@" <&3 3<&- &
echo $!
