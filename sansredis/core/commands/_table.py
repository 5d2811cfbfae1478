"""Facts about every command, as the servers state them. Written by tools/read_metadata.py, read by facts.py.

Read from Redis 5.0.6, Redis 6.0.16, Redis 6.2.14, Redis 7.0.15, Redis 7.4.1, Redis 8.0.2, Redis 8.2.3, Redis 8.6.3,
Valkey 8.0.1, Valkey 8.1.1, Valkey 9.1.2.
"""

# One line each: name; arity; flags; first key, last key, step; group; since (Redis; Valkey); key specifications.
# fmt: off
TABLE = """\
ACL;-2;;0 0 0;server;6.0.0;6.0.0
ACL CAT;-2;lst!;0 0 0;server;6.0.0;6.0.0
ACL DELUSER;-3;alst;0 0 0;server;6.0.0;6.0.0
ACL DRYRUN;-4;alst!;0 0 0;server;7.0.0;7.0.0
ACL GENPASS;-2;lst!;0 0 0;server;6.0.0;6.0.0
ACL GETUSER;3;alst!;0 0 0;server;6.0.0;6.0.0
ACL HELP;2;lt!;0 0 0;server;6.0.0;6.0.0
ACL LIST;2;alst!;0 0 0;server;6.0.0;6.0.0
ACL LOAD;2;alst;0 0 0;server;6.0.0;6.0.0
ACL LOG;-2;alst;0 0 0;server;6.0.0;6.0.0
ACL SAVE;2;alst;0 0 0;server;6.0.0;6.0.0
ACL SETUSER;-3;alst;0 0 0;server;6.0.0;6.0.0
ACL USERS;2;alst!;0 0 0;server;6.0.0;6.0.0
ACL WHOAMI;2;lst!;0 0 0;server;6.0.0;6.0.0
APPEND;3;dfw;1 1 1;string;2.0.0;2.0.0;w:i1:r0 1 0
ASKING;1;f;0 0 0;cluster;3.0.0;3.0.0
AUTH;-2;flnstu;0 0 0;connection;1.0.0;1.0.0
BF.ADD;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
BF.CARD;-1;efr!;1 1 1;bf;;;w:i1:r0 1 0
BF.DEBUG;-1;efr;1 1 1;bf;;;w:i1:r0 1 0
BF.EXISTS;-1;efr!;1 1 1;bf;;;w:i1:r0 1 0
BF.INFO;-1;efr!;1 1 1;bf;;;w:i1:r0 1 0
BF.INSERT;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
BF.LOADCHUNK;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
BF.MADD;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
BF.MEXISTS;-1;efr!;1 1 1;bf;;;w:i1:r0 1 0
BF.RESERVE;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
BF.SCANDUMP;-1;efr!;1 1 1;bf;;;w:i1:r0 1 0
BGREWRITEAOF;1;ais;0 0 0;server;1.0.0;1.0.0
BGSAVE;-1;ais;0 0 0;server;1.0.0;1.0.0
BITCOUNT;-2;r!;1 1 1;bitmap;2.6.0;2.6.0;r:i1:r0 1 0
BITFIELD;-2;dw;1 1 1;bitmap;3.2.0;3.2.0;wv:i1:r0 1 0
BITFIELD_RO;-2;fr!;1 1 1;bitmap;6.0.0;6.0.0;r:i1:r0 1 0
BITOP;-4;dw;2 -1 1;bitmap;2.6.0;2.6.0;o:i2:r0 1 0;r:i3:r-1 1 0
BITPOS;-3;r!;1 1 1;bitmap;2.8.7;2.8.7;r:i1:r0 1 0
BLMOVE;6;bdw;1 2 1;list;6.2.0;6.2.0;w:i1:r0 1 0;w:i2:r0 1 0
BLMPOP;-5;bmw;0 0 0;list;7.0.0;7.0.0;w:i2:n0 1 1
BLPOP;-3;bw;1 -2 1;list;2.0.0;2.0.0;w:i1:r-2 1 0
BRPOP;-3;bw;1 -2 1;list;2.0.0;2.0.0;w:i1:r-2 1 0
BRPOPLPUSH;4;bdw;1 2 1;list;2.2.0;2.2.0;w:i1:r0 1 0;w:i2:r0 1 0
BZMPOP;-5;bmw;0 0 0;sorted-set;7.0.0;7.0.0;w:i2:n0 1 1
BZPOPMAX;-3;bfw;1 -2 1;sorted-set;5.0.0;5.0.0;w:i1:r-2 1 0
BZPOPMIN;-3;bfw;1 -2 1;sorted-set;5.0.0;5.0.0;w:i1:r-2 1 0
CF.ADD;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
CF.ADDNX;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
CF.COMPACT;-1;efr;1 1 1;bf;;;w:i1:r0 1 0
CF.COUNT;-1;efr!;1 1 1;bf;;;w:i1:r0 1 0
CF.DEBUG;-1;efr;1 1 1;bf;;;w:i1:r0 1 0
CF.DEL;-1;efw;1 1 1;bf;;;w:i1:r0 1 0
CF.EXISTS;-1;efr!;1 1 1;bf;;;w:i1:r0 1 0
CF.INFO;-1;efr!;1 1 1;bf;;;w:i1:r0 1 0
CF.INSERT;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
CF.INSERTNX;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
CF.LOADCHUNK;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
CF.MEXISTS;-1;efr!;1 1 1;bf;;;w:i1:r0 1 0
CF.RESERVE;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
CF.SCANDUMP;-1;efr!;1 1 1;bf;;;w:i1:r0 1 0
CLIENT;-2;;0 0 0;connection;2.4.0;2.4.0
CLIENT CACHING;3;lst;0 0 0;connection;6.0.0;6.0.0
CLIENT CAPA;-3;lstu;0 0 0;connection;;8.0.0
CLIENT GETNAME;2;lst!;0 0 0;connection;2.6.9;2.6.9
CLIENT GETREDIR;2;lst!;0 0 0;connection;6.0.0;6.0.0
CLIENT HELP;2;lt!;0 0 0;connection;5.0.0;5.0.0
CLIENT ID;2;lst!;0 0 0;connection;5.0.0;5.0.0
CLIENT IMPORT-SOURCE;3;lst;0 0 0;connection;;8.1.0
CLIENT INFO;2;lst!;0 0 0;connection;6.2.0;6.2.0
CLIENT KILL;-3;alst;0 0 0;connection;2.4.0;2.4.0
CLIENT LIST;-2;alst!;0 0 0;connection;2.4.0;2.4.0
CLIENT NO-EVICT;3;alst;0 0 0;connection;7.0.0;7.0.0
CLIENT NO-TOUCH;3;lst;0 0 0;connection;7.2.0;7.2.0
CLIENT PAUSE;-3;alst;0 0 0;connection;3.0.0;3.0.0
CLIENT REPLY;3;lst;0 0 0;connection;3.2.0;3.2.0
CLIENT SETINFO;4;lst;0 0 0;connection;7.2.0;7.2.0
CLIENT SETNAME;3;lst;0 0 0;connection;2.6.9;2.6.9
CLIENT TRACKING;-3;lst;0 0 0;connection;6.0.0;6.0.0
CLIENT TRACKINGINFO;2;lst!;0 0 0;connection;6.2.0;6.2.0
CLIENT UNBLOCK;-3;alst;0 0 0;connection;5.0.0;5.0.0
CLIENT UNPAUSE;2;alst;0 0 0;connection;6.2.0;6.2.0
CLUSTER;-2;;0 0 0;cluster;3.0.0;3.0.0
CLUSTER ADDSLOTS;-3;ait;0 0 0;cluster;3.0.0;3.0.0
CLUSTER ADDSLOTSRANGE;-4;ait;0 0 0;cluster;7.0.0;7.0.0
CLUSTER BUMPEPOCH;2;ait;0 0 0;cluster;3.0.0;3.0.0
CLUSTER CANCELSLOTMIGRATIONS;2;ait;0 0 0;cluster;;9.0.0
CLUSTER COUNT-FAILURE-REPORTS;3;at!;0 0 0;cluster;3.0.0;3.0.0
CLUSTER COUNTKEYSINSLOT;3;t!;0 0 0;cluster;3.0.0;3.0.0
CLUSTER DELSLOTS;-3;ait;0 0 0;cluster;3.0.0;3.0.0
CLUSTER DELSLOTSRANGE;-4;ait;0 0 0;cluster;7.0.0;7.0.0
CLUSTER FAILOVER;-2;ait;0 0 0;cluster;3.0.0;3.0.0
CLUSTER FLUSHSLOT;-3;aiw;0 0 0;cluster;;9.0.0
CLUSTER FLUSHSLOTS;2;ait;0 0 0;cluster;3.0.0;3.0.0
CLUSTER FORGET;3;ait;0 0 0;cluster;3.0.0;3.0.0
CLUSTER GETKEYSINSLOT;4;t!;0 0 0;cluster;3.0.0;3.0.0
CLUSTER GETSLOTMIGRATIONS;2;ait!;0 0 0;cluster;;9.0.0
CLUSTER HELP;2;lt!;0 0 0;cluster;5.0.0;5.0.0
CLUSTER INFO;2;t!;0 0 0;cluster;3.0.0;3.0.0
CLUSTER KEYSLOT;3;t!;0 0 0;cluster;3.0.0;3.0.0
CLUSTER LINKS;2;t!;0 0 0;cluster;7.0.0;7.0.0
CLUSTER MEET;-4;ait;0 0 0;cluster;3.0.0;3.0.0
CLUSTER MIGRATESLOTS;-4;ait;0 0 0;cluster;;9.0.0
CLUSTER MIGRATION;-4;ait;0 0 0;cluster;8.4.0;
CLUSTER MYID;2;t!;0 0 0;cluster;3.0.0;3.0.0
CLUSTER MYSHARDID;2;t!;0 0 0;cluster;7.2.0;7.2.0
CLUSTER NODES;2;t!;0 0 0;cluster;3.0.0;3.0.0
CLUSTER REPLICAS;3;at!;0 0 0;cluster;5.0.0;5.0.0
CLUSTER REPLICATE;3;ait;0 0 0;cluster;3.0.0;3.0.0
CLUSTER RESET;-2;ast;0 0 0;cluster;3.0.0;3.0.0
CLUSTER SAVECONFIG;2;ait;0 0 0;cluster;3.0.0;3.0.0
CLUSTER SET-CONFIG-EPOCH;3;ait;0 0 0;cluster;3.0.0;3.0.0
CLUSTER SETSLOT;-4;ait;0 0 0;cluster;3.0.0;3.0.0
CLUSTER SHARDS;2;lt!;0 0 0;cluster;7.0.0;7.0.0
CLUSTER SLAVES;3;at!;0 0 0;cluster;3.0.0;3.0.0
CLUSTER SLOT-STATS;-4;lt!;0 0 0;cluster;8.2.0;8.0.0
CLUSTER SLOTS;2;lt!;0 0 0;cluster;3.0.0;3.0.0
CLUSTER SYNCSLOTS;-3;ait;0 0 0;cluster;8.4.0;9.0.0
CLUSTERSCAN;-2;r!;1 1 1;cluster;;9.1.0;n:i1:r0 1 0
CMS.INCRBY;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
CMS.INFO;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
CMS.INITBYDIM;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
CMS.INITBYPROB;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
CMS.MERGE;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
CMS.QUERY;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
COMMAND;-1;lt!;0 0 0;server;2.8.13;2.8.13
COMMAND COUNT;2;lt!;0 0 0;server;2.8.13;2.8.13
COMMAND DOCS;-2;lt!;0 0 0;server;7.0.0;7.0.0
COMMAND GETKEYS;-3;lt!;0 0 0;server;2.8.13;2.8.13
COMMAND GETKEYSANDFLAGS;-3;lt!;0 0 0;server;7.0.0;7.0.0
COMMAND HELP;2;lt!;0 0 0;server;5.0.0;5.0.0
COMMAND INFO;-2;lt!;0 0 0;server;2.8.13;2.8.13
COMMAND LIST;-2;lt!;0 0 0;server;7.0.0;7.0.0
COMMANDLOG;-2;;0 0 0;server;;8.1.0
COMMANDLOG GET;4;alt!;0 0 0;server;;8.1.0
COMMANDLOG HELP;2;lt!;0 0 0;server;;8.1.0
COMMANDLOG LEN;3;alt!;0 0 0;server;;8.1.0
COMMANDLOG RESET;3;alt;0 0 0;server;;8.1.0
CONFIG;-2;;0 0 0;server;2.0.0;2.0.0
CONFIG GET;-3;alst!;0 0 0;server;2.0.0;2.0.0
CONFIG HELP;2;lt!;0 0 0;server;5.0.0;5.0.0
CONFIG RESETSTAT;2;alst;0 0 0;server;2.0.0;2.0.0
CONFIG REWRITE;2;alst;0 0 0;server;2.8.0;2.8.0
CONFIG SET;-4;alst;0 0 0;server;2.0.0;2.0.0
COPY;-3;dw;1 2 1;generic;6.2.0;6.2.0;r:i1:r0 1 0;o:i2:r0 1 0
DBSIZE;1;fr!;0 0 0;server;1.0.0;1.0.0
DEBUG;-2;alst;0 0 0;server;1.0.0;1.0.0
DECR;2;dfw;1 1 1;string;1.0.0;1.0.0;w:i1:r0 1 0
DECRBY;3;dfw;1 1 1;string;1.0.0;1.0.0;w:i1:r0 1 0
DEL;-2;w;1 -1 1;generic;1.0.0;1.0.0;d:i1:r-1 1 0
DELEX;-2;fw;1 1 1;string;8.4.0;;wv:i1:r0 1 0
DELIFEQ;3;fw;1 1 1;string;;9.0.0;d:i1:r0 1 0
DIGEST;2;fr!;1 1 1;string;8.4.0;;r:i1:r0 1 0
DISCARD;1;flstu;0 0 0;transactions;2.0.0;2.0.0
DUMP;2;r!;1 1 1;generic;2.6.0;2.6.0;r:i1:r0 1 0
ECHO;2;flt!;0 0 0;connection;1.0.0;1.0.0
EVAL;-3;kmost;0 0 0;scripting;2.6.0;2.6.0;w:i2:n0 1 1
EVALSHA;-3;kmost;0 0 0;scripting;2.6.0;2.6.0;w:i2:n0 1 1
EVALSHA_RO;-3;kmorst!;0 0 0;scripting;7.0.0;7.0.0;r:i2:n0 1 1
EVAL_RO;-3;kmorst!;0 0 0;scripting;7.0.0;7.0.0;r:i2:n0 1 1
EXEC;1;lqst;0 0 0;transactions;1.2.0;1.2.0
EXISTS;-2;fr!;1 -1 1;generic;1.0.0;1.0.0;r:i1:r-1 1 0
EXPIRE;-3;fw;1 1 1;generic;1.0.0;1.0.0;w:i1:r0 1 0
EXPIREAT;-3;fw;1 1 1;generic;1.2.0;1.2.0;w:i1:r0 1 0
EXPIRETIME;2;fr!;1 1 1;generic;7.0.0;7.0.0;r:i1:r0 1 0
FAILOVER;-1;ast;0 0 0;server;6.2.0;6.2.0
FCALL;-3;kmost;0 0 0;scripting;7.0.0;7.0.0;w:i2:n0 1 1
FCALL_RO;-3;kmorst!;0 0 0;scripting;7.0.0;7.0.0;r:i2:n0 1 1
FLUSHALL;-1;w;0 0 0;server;1.0.0;1.0.0
FLUSHDB;-1;w;0 0 0;server;1.0.0;1.0.0
FT.ADD;-1;dew;1 2 1;search;;;w:i1:r1 1 0
FT.AGGREGATE;-1;er!;1 1 1;search;;;w:i1:r0 1 0
FT.ALIASADD;-1;er;1 2 1;search;;;w:i1:r1 1 0
FT.ALIASDEL;-1;er;1 1 1;search;;;w:i1:r0 1 0
FT.ALIASUPDATE;-1;er;1 2 1;search;;;w:i1:r1 1 0
FT.ALTER;-1;ew;1 1 1;search;;;w:i1:r0 1 0
FT.CONFIG;-1;er;0 0 0;search;;
FT.CREATE;-1;dew;1 1 1;search;;;w:i1:r0 1 0
FT.CURSOR;-1;er;2 2 1;search;;;w:i2:r0 1 0
FT.DEBUG;-2;er;0 0 0;search;;
FT.DEBUG DELETE_LOCAL_CURSORS;-2;er;0 0 0;search;;
FT.DEBUG DOCIDTOID;-2;er;0 0 0;search;;
FT.DEBUG DOCINFO;-2;er;0 0 0;search;;
FT.DEBUG DUMP_GEOMIDX;-2;er;0 0 0;search;;
FT.DEBUG DUMP_HNSW;-2;er;0 0 0;search;;
FT.DEBUG DUMP_INVIDX;-2;er;0 0 0;search;;
FT.DEBUG DUMP_NUMIDX;-2;er;0 0 0;search;;
FT.DEBUG DUMP_NUMIDXTREE;-2;er;0 0 0;search;;
FT.DEBUG DUMP_PHONETIC_HASH;-2;er;0 0 0;search;;
FT.DEBUG DUMP_PREFIX_TRIE;-2;er;0 0 0;search;;
FT.DEBUG DUMP_SUFFIX_TRIE;-2;er;0 0 0;search;;
FT.DEBUG DUMP_TAGIDX;-2;er;0 0 0;search;;
FT.DEBUG DUMP_TERMS;-2;er;0 0 0;search;;
FT.DEBUG GC_CLEAN_NUMERIC;-2;er;0 0 0;search;;
FT.DEBUG GC_CONTINUE_SCHEDULE;-2;er;0 0 0;search;;
FT.DEBUG GC_FORCEBGINVOKE;-2;er;0 0 0;search;;
FT.DEBUG GC_FORCEINVOKE;-2;er;0 0 0;search;;
FT.DEBUG GC_STOP_SCHEDULE;-2;er;0 0 0;search;;
FT.DEBUG GC_WAIT_FOR_JOBS;-2;er;0 0 0;search;;
FT.DEBUG GIT_SHA;-2;er;0 0 0;search;;
FT.DEBUG HELP;-2;er;0 0 0;search;;
FT.DEBUG IDTODOCID;-2;er;0 0 0;search;;
FT.DEBUG INFO_TAGIDX;-2;er;0 0 0;search;;
FT.DEBUG INVIDX_SUMMARY;-2;er;0 0 0;search;;
FT.DEBUG NUMIDX_SUMMARY;-2;er;0 0 0;search;;
FT.DEBUG TTL;-2;er;0 0 0;search;;
FT.DEBUG TTL_EXPIRE;-2;er;0 0 0;search;;
FT.DEBUG TTL_PAUSE;-2;er;0 0 0;search;;
FT.DEBUG VECSIM_INFO;-2;er;0 0 0;search;;
FT.DEL;-1;ew;1 2 1;search;;;w:i1:r1 1 0
FT.DICTADD;-1;er;0 0 0;search;;
FT.DICTDEL;-1;er;0 0 0;search;;
FT.DICTDUMP;-1;er!;0 0 0;search;;
FT.DROP;-1;ew;1 1 1;search;;;w:i1:r0 1 0
FT.DROPINDEX;-1;ew;1 1 1;search;;;w:i1:r0 1 0
FT.EXPLAIN;-1;er!;1 1 1;search;;;w:i1:r0 1 0
FT.EXPLAINCLI;-1;er!;1 1 1;search;;;w:i1:r0 1 0
FT.GET;-1;er!;1 2 1;search;;;w:i1:r1 1 0
FT.INFO;-1;er!;1 1 1;search;;;w:i1:r0 1 0
FT.MGET;-1;er!;1 -1 1;search;;;w:i1:r-1 1 0
FT.PROFILE;-1;er!;1 1 1;search;;;w:i1:r0 1 0
FT.SAFEADD;-1;dew;1 2 1;search;;;w:i1:r1 1 0
FT.SEARCH;-1;er!;1 1 1;search;;;w:i1:r0 1 0
FT.SPELLCHECK;-1;er!;1 1 1;search;;;w:i1:r0 1 0
FT.SUGADD;-1;dew;1 1 1;search;;;w:i1:r0 1 0
FT.SUGDEL;-1;ew;1 1 1;search;;;w:i1:r0 1 0
FT.SUGGET;-1;er!;1 1 1;search;;;w:i1:r0 1 0
FT.SUGLEN;-1;er!;1 1 1;search;;;w:i1:r0 1 0
FT.SYNADD;-1;ew;1 1 1;search;;;w:i1:r0 1 0
FT.SYNDUMP;-1;er!;1 1 1;search;;;w:i1:r0 1 0
FT.SYNUPDATE;-1;ew;1 1 1;search;;;w:i1:r0 1 0
FT.TAGVALS;-1;er!;1 1 1;search;;;w:i1:r0 1 0
FT._ALIASADDIFNX;-1;er;1 2 1;search;;;w:i1:r1 1 0
FT._ALIASDELIFX;-1;er;1 1 1;search;;;w:i1:r0 1 0
FT._ALTERIFNX;-1;ew;1 1 1;search;;;w:i1:r0 1 0
FT._CREATEIFNX;-1;dew;1 1 1;search;;;w:i1:r0 1 0
FT._DROPIFX;-1;ew;1 1 1;search;;;w:i1:r0 1 0
FT._DROPINDEXIFX;-1;ew;1 1 1;search;;;w:i1:r0 1 0
FT._LIST;-1;er!;0 0 0;search;;
FUNCTION;-2;;0 0 0;scripting;7.0.0;7.0.0
FUNCTION DELETE;3;sw;0 0 0;scripting;7.0.0;7.0.0
FUNCTION DUMP;2;s!;0 0 0;scripting;7.0.0;7.0.0
FUNCTION FLUSH;-2;sw;0 0 0;scripting;7.0.0;7.0.0
FUNCTION HELP;2;lt!;0 0 0;scripting;7.0.0;7.0.0
FUNCTION KILL;2;su;0 0 0;scripting;7.0.0;7.0.0
FUNCTION LIST;-2;s!;0 0 0;scripting;7.0.0;7.0.0
FUNCTION LOAD;-3;dsw;0 0 0;scripting;7.0.0;7.0.0
FUNCTION RESTORE;-3;dsw;0 0 0;scripting;7.0.0;7.0.0
FUNCTION STATS;2;su!;0 0 0;scripting;7.0.0;7.0.0
GEOADD;-5;dw;1 1 1;geo;3.2.0;3.2.0;w:i1:r0 1 0
GEODIST;-4;r!;1 1 1;geo;3.2.0;3.2.0;r:i1:r0 1 0
GEOHASH;-2;r!;1 1 1;geo;3.2.0;3.2.0;r:i1:r0 1 0
GEOPOS;-2;r!;1 1 1;geo;3.2.0;3.2.0;r:i1:r0 1 0
GEORADIUS;-6;dmw;1 1 1;geo;3.2.0;3.2.0;r:i1:r0 1 0;o:kSTORE 6:r0 1 0;o:kSTOREDIST 6:r0 1 0
GEORADIUSBYMEMBER;-5;dmw;1 1 1;geo;3.2.0;3.2.0;r:i1:r0 1 0;o:kSTORE 5:r0 1 0;o:kSTOREDIST 5:r0 1 0
GEORADIUSBYMEMBER_RO;-5;mr!;1 1 1;geo;3.2.10;3.2.10;r:i1:r0 1 0
GEORADIUS_RO;-6;mr!;1 1 1;geo;3.2.10;3.2.10;r:i1:r0 1 0
GEOSEARCH;-7;r!;1 1 1;geo;6.2.0;6.2.0;r:i1:r0 1 0
GEOSEARCHSTORE;-8;dw;1 2 1;geo;6.2.0;6.2.0;o:i1:r0 1 0;r:i2:r0 1 0
GET;2;fr!;1 1 1;string;1.0.0;1.0.0;r:i1:r0 1 0
GETBIT;3;fr!;1 1 1;bitmap;2.2.0;2.2.0;r:i1:r0 1 0
GETDEL;2;fw;1 1 1;string;6.2.0;6.2.0;w:i1:r0 1 0
GETEX;-2;fw;1 1 1;string;6.2.0;6.2.0;w:i1:r0 1 0
GETRANGE;4;r!;1 1 1;string;2.4.0;2.4.0;r:i1:r0 1 0
GETSET;3;dfw;1 1 1;string;1.0.0;1.0.0;w:i1:r0 1 0
HDEL;-3;fw;1 1 1;hash;2.0.0;2.0.0;w:i1:r0 1 0
HELLO;-1;flnstu;0 0 0;connection;6.0.0;6.0.0
HEXISTS;3;fr!;1 1 1;hash;2.0.0;2.0.0;r:i1:r0 1 0
HEXPIRE;-6;fw;1 1 1;hash;7.4.0;9.0.0;w:i1:r0 1 0
HEXPIREAT;-6;fw;1 1 1;hash;7.4.0;9.0.0;w:i1:r0 1 0
HEXPIRETIME;-5;fr!;1 1 1;hash;7.4.0;9.0.0;r:i1:r0 1 0
HGET;3;fr!;1 1 1;hash;2.0.0;2.0.0;r:i1:r0 1 0
HGETALL;2;r!;1 1 1;hash;2.0.0;2.0.0;r:i1:r0 1 0
HGETDEL;-5;fw;1 1 1;hash;8.0.0;9.1.0;w:i1:r0 1 0
HGETEX;-5;fw;1 1 1;hash;8.0.0;9.0.0;w:i1:r0 1 0
HINCRBY;4;dfw;1 1 1;hash;2.0.0;2.0.0;w:i1:r0 1 0
HINCRBYFLOAT;4;dfw;1 1 1;hash;2.6.0;2.6.0;w:i1:r0 1 0
HKEYS;2;r!;1 1 1;hash;2.0.0;2.0.0;r:i1:r0 1 0
HLEN;2;fr!;1 1 1;hash;2.0.0;2.0.0;r:i1:r0 1 0
HMGET;-3;fr!;1 1 1;hash;2.0.0;2.0.0;r:i1:r0 1 0
HMSET;-4;dfw;1 1 1;hash;2.0.0;2.0.0;w:i1:r0 1 0
HOTKEYS;-2;;0 0 0;server;8.6.0;
HOTKEYS GET;2;as!;0 0 0;server;8.6.0;
HOTKEYS HELP;2;lt!;0 0 0;server;8.6.1;
HOTKEYS RESET;2;as;0 0 0;server;8.6.0;
HOTKEYS START;-2;as;0 0 0;server;8.6.0;
HOTKEYS STOP;2;as;0 0 0;server;8.6.0;
HPERSIST;-5;fw;1 1 1;hash;7.4.0;9.0.0;w:i1:r0 1 0
HPEXPIRE;-6;fw;1 1 1;hash;7.4.0;9.0.0;w:i1:r0 1 0
HPEXPIREAT;-6;fw;1 1 1;hash;7.4.0;9.0.0;w:i1:r0 1 0
HPEXPIRETIME;-5;fr!;1 1 1;hash;7.4.0;9.0.0;r:i1:r0 1 0
HPTTL;-5;fr!;1 1 1;hash;7.4.0;9.0.0;r:i1:r0 1 0
HRANDFIELD;-2;r!;1 1 1;hash;6.2.0;6.2.0;r:i1:r0 1 0
HSCAN;-3;r!;1 1 1;hash;2.8.0;2.8.0;r:i1:r0 1 0
HSET;-4;dfw;1 1 1;hash;2.0.0;2.0.0;w:i1:r0 1 0
HSETEX;-6;dfw;1 1 1;hash;8.0.0;9.0.0;w:i1:r0 1 0
HSETNX;4;dfw;1 1 1;hash;2.0.0;2.0.0;w:i1:r0 1 0
HSTRLEN;3;fr!;1 1 1;hash;3.2.0;3.2.0;r:i1:r0 1 0
HTTL;-5;fr!;1 1 1;hash;7.4.0;9.0.0;r:i1:r0 1 0
HVALS;2;r!;1 1 1;hash;2.0.0;2.0.0;r:i1:r0 1 0
INCR;2;dfw;1 1 1;string;1.0.0;1.0.0;w:i1:r0 1 0
INCRBY;3;dfw;1 1 1;string;1.0.0;1.0.0;w:i1:r0 1 0
INCRBYFLOAT;3;dfw;1 1 1;string;2.6.0;2.6.0;w:i1:r0 1 0
INFO;-1;lt!;0 0 0;server;1.0.0;1.0.0
JSON.ARRAPPEND;-1;dew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.ARRINDEX;-1;er!;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.ARRINSERT;-1;dew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.ARRLEN;-1;er!;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.ARRPOP;-1;ew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.ARRTRIM;-1;ew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.CLEAR;-1;ew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.DEBUG;-1;er!;2 2 1;ReJSON;;;w:i2:r0 1 0
JSON.DEL;-1;ew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.FORGET;-1;ew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.GET;-1;er!;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.MERGE;-1;dew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.MGET;-1;er!;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.MSET;-1;dew;1 -1 3;ReJSON;;;w:i1:r-1 3 0
JSON.NUMINCRBY;-1;ew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.NUMMULTBY;-1;ew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.NUMPOWBY;-1;ew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.OBJKEYS;-1;er!;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.OBJLEN;-1;er!;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.RESP;-1;er!;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.SET;-1;dew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.STRAPPEND;-1;dew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.STRLEN;-1;er!;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.TOGGLE;-1;dew;1 1 1;ReJSON;;;w:i1:r0 1 0
JSON.TYPE;-1;er!;1 1 1;ReJSON;;;w:i1:r0 1 0
KEYS;2;r!;0 0 0;generic;1.0.0;1.0.0
LASTSAVE;1;flt!;0 0 0;server;1.0.0;1.0.0
LATENCY;-2;;0 0 0;server;2.8.13;2.8.13
LATENCY DOCTOR;2;alst!;0 0 0;server;2.8.13;2.8.13
LATENCY GRAPH;3;alst!;0 0 0;server;2.8.13;2.8.13
LATENCY HELP;2;lt!;0 0 0;server;2.8.13;2.8.13
LATENCY HISTOGRAM;-2;alst!;0 0 0;server;7.0.0;7.0.0
LATENCY HISTORY;3;alst!;0 0 0;server;2.8.13;2.8.13
LATENCY LATEST;2;alst!;0 0 0;server;2.8.13;2.8.13
LATENCY RESET;-2;alst;0 0 0;server;2.8.13;2.8.13
LCS;-3;r!;1 2 1;string;7.0.0;7.0.0;r:i1:r1 1 0
LINDEX;3;r!;1 1 1;list;1.0.0;1.0.0;r:i1:r0 1 0
LINSERT;5;dw;1 1 1;list;2.2.0;2.2.0;w:i1:r0 1 0
LLEN;2;fr!;1 1 1;list;1.0.0;1.0.0;r:i1:r0 1 0
LMOVE;5;dw;1 2 1;list;6.2.0;6.2.0;w:i1:r0 1 0;w:i2:r0 1 0
LMPOP;-4;mw;0 0 0;list;7.0.0;7.0.0;w:i1:n0 1 1
LOLWUT;-1;fr!;0 0 0;server;5.0.0;5.0.0
LPOP;-2;fw;1 1 1;list;1.0.0;1.0.0;w:i1:r0 1 0
LPOS;-3;r!;1 1 1;list;6.0.6;6.0.6;r:i1:r0 1 0
LPUSH;-3;dfw;1 1 1;list;1.0.0;1.0.0;w:i1:r0 1 0
LPUSHX;-3;dfw;1 1 1;list;2.2.0;2.2.0;w:i1:r0 1 0
LRANGE;4;r!;1 1 1;list;1.0.0;1.0.0;r:i1:r0 1 0
LREM;4;w;1 1 1;list;1.0.0;1.0.0;w:i1:r0 1 0
LSET;4;dw;1 1 1;list;1.0.0;1.0.0;w:i1:r0 1 0
LTRIM;4;w;1 1 1;list;1.0.0;1.0.0;w:i1:r0 1 0
MEMORY;-2;m;0 0 0;server;4.0.0;4.0.0
MEMORY DOCTOR;2;!;0 0 0;server;4.0.0;4.0.0
MEMORY HELP;2;lt!;0 0 0;server;4.0.0;4.0.0
MEMORY MALLOC-STATS;2;!;0 0 0;server;4.0.0;4.0.0
MEMORY PURGE;2;;0 0 0;server;4.0.0;4.0.0
MEMORY STATS;2;!;0 0 0;server;4.0.0;4.0.0
MEMORY USAGE;-3;r!;2 2 1;server;4.0.0;4.0.0;r:i2:r0 1 0
MGET;-2;fr!;1 -1 1;string;1.0.0;1.0.0;r:i1:r-1 1 0
MIGRATE;-6;mw;3 3 1;generic;2.6.0;2.6.0;w:i3:r0 1 0;wi:kKEYS -2:r-1 1 0
MODULE;-2;;0 0 0;server;4.0.0;4.0.0
MODULE HELP;2;lt!;0 0 0;server;5.0.0;5.0.0
MODULE LIST;2;as!;0 0 0;server;4.0.0;4.0.0
MODULE LOAD;-3;ais;0 0 0;server;4.0.0;4.0.0
MODULE LOADEX;-3;ais;0 0 0;server;7.0.0;7.0.0
MODULE UNLOAD;3;ais;0 0 0;server;4.0.0;4.0.0
MONITOR;1;alst;0 0 0;server;1.0.0;1.0.0
MOVE;3;fw;1 1 1;generic;1.0.0;1.0.0;w:i1:r0 1 0
MSET;-3;dw;1 -1 2;string;1.0.1;1.0.1;o:i1:r-1 2 0
MSETEX;-4;dmw;0 0 0;string;8.4.0;9.1.0;o:i1:n0 1 2
MSETNX;-3;dw;1 -1 2;string;1.0.1;1.0.1;o:i1:r-1 2 0
MULTI;1;flstu;0 0 0;transactions;1.2.0;1.2.0
OBJECT;-2;;0 0 0;generic;2.2.3;2.2.3
OBJECT ENCODING;3;r!;2 2 1;generic;2.2.3;2.2.3;r:i2:r0 1 0
OBJECT FREQ;3;r!;2 2 1;generic;4.0.0;4.0.0;r:i2:r0 1 0
OBJECT HELP;2;lt!;0 0 0;generic;6.2.0;6.2.0
OBJECT IDLETIME;3;r!;2 2 1;generic;2.2.3;2.2.3;r:i2:r0 1 0
OBJECT REFCOUNT;3;r!;2 2 1;generic;2.2.3;2.2.3;r:i2:r0 1 0
PERSIST;2;fw;1 1 1;generic;2.2.0;2.2.0;w:i1:r0 1 0
PEXPIRE;-3;fw;1 1 1;generic;2.6.0;2.6.0;w:i1:r0 1 0
PEXPIREAT;-3;fw;1 1 1;generic;2.6.0;2.6.0;w:i1:r0 1 0
PEXPIRETIME;2;fr!;1 1 1;generic;7.0.0;7.0.0;r:i1:r0 1 0
PFADD;-2;dfw;1 1 1;hyperloglog;2.8.9;2.8.9;w:i1:r0 1 0
PFCOUNT;-2;r!;1 -1 1;hyperloglog;2.8.9;2.8.9;w:i1:r-1 1 0
PFDEBUG;3;adw;2 2 1;hyperloglog;2.8.9;2.8.9;w:i2:r0 1 0
PFMERGE;-2;dw;1 -1 1;hyperloglog;2.8.9;2.8.9;w:i1:r0 1 0;r:i2:r-1 1 0
PFSELFTEST;1;a;0 0 0;hyperloglog;2.8.9;2.8.9
PING;-1;f!;0 0 0;connection;1.0.0;1.0.0
PSETEX;4;dw;1 1 1;string;2.6.0;2.6.0;o:i1:r0 1 0
PSUBSCRIBE;-2;dlpst;0 0 0;pubsub;2.0.0;2.0.0
PSYNC;-3;aisx;0 0 0;server;2.8.0;2.8.0
PTTL;2;fr!;1 1 1;generic;2.6.0;2.6.0;r:i1:r0 1 0
PUBLISH;3;flpt;0 0 0;pubsub;2.0.0;2.0.0
PUBSUB;-2;;0 0 0;pubsub;2.8.0;2.8.0
PUBSUB CHANNELS;-2;lpt!;0 0 0;pubsub;2.8.0;2.8.0
PUBSUB HELP;2;lt!;0 0 0;pubsub;6.2.0;6.2.0
PUBSUB NUMPAT;2;lpt!;0 0 0;pubsub;2.8.0;2.8.0
PUBSUB NUMSUB;-2;lpt!;0 0 0;pubsub;2.8.0;2.8.0
PUBSUB SHARDCHANNELS;-2;lpt!;0 0 0;pubsub;7.0.0;7.0.0
PUBSUB SHARDNUMSUB;-2;lpt!;0 0 0;pubsub;7.0.0;7.0.0
PUNSUBSCRIBE;-1;lpst;0 0 0;pubsub;2.0.0;2.0.0
QUIT;-1;flnstu;0 0 0;connection;1.0.0;1.0.0
RANDOMKEY;1;r!;0 0 0;generic;1.0.0;1.0.0
READONLY;1;flt;0 0 0;cluster;3.0.0;3.0.0
READWRITE;1;flt;0 0 0;cluster;3.0.0;3.0.0
RENAME;3;w;1 2 1;generic;1.0.0;1.0.0;w:i1:r0 1 0;o:i2:r0 1 0
RENAMENX;3;fw;1 2 1;generic;1.0.0;1.0.0;w:i1:r0 1 0;o:i2:r0 1 0
REPLCONF;-1;alstu;0 0 0;server;3.0.0;3.0.0
REPLICAOF;3;aist;0 0 0;server;5.0.0;5.0.0
RESET;1;flnstu;0 0 0;connection;6.2.0;6.2.0
RESTORE;-4;dw;1 1 1;generic;2.6.0;2.6.0;o:i1:r0 1 0
RESTORE-ASKING;-4;dgw;1 1 1;server;3.0.0;3.0.0;o:i1:r0 1 0
ROLE;1;flst!;0 0 0;server;2.8.12;2.8.12
RPOP;-2;fw;1 1 1;list;1.0.0;1.0.0;w:i1:r0 1 0
RPOPLPUSH;3;dw;1 2 1;list;1.2.0;1.2.0;w:i1:r0 1 0;w:i2:r0 1 0
RPUSH;-3;dfw;1 1 1;list;1.0.0;1.0.0;w:i1:r0 1 0
RPUSHX;-3;dfw;1 1 1;list;2.2.0;2.2.0;w:i1:r0 1 0
SADD;-3;dfw;1 1 1;set;1.0.0;1.0.0;w:i1:r0 1 0
SAVE;1;aisx;0 0 0;server;1.0.0;1.0.0
SCAN;-2;r!;0 0 0;generic;2.8.0;2.8.0
SCARD;2;fr!;1 1 1;set;1.0.0;1.0.0;r:i1:r0 1 0
SCRIPT;-2;;0 0 0;scripting;2.6.0;2.6.0
SCRIPT DEBUG;3;s;0 0 0;scripting;3.2.0;3.2.0
SCRIPT EXISTS;-3;s!;0 0 0;scripting;2.6.0;2.6.0
SCRIPT FLUSH;-2;s;0 0 0;scripting;2.6.0;2.6.0
SCRIPT HELP;2;lt!;0 0 0;scripting;5.0.0;5.0.0
SCRIPT KILL;2;su;0 0 0;scripting;2.6.0;2.6.0
SCRIPT LOAD;3;st;0 0 0;scripting;2.6.0;2.6.0
SCRIPT SHOW;3;st!;0 0 0;scripting;;8.0.0
SDIFF;-2;r!;1 -1 1;set;1.0.0;1.0.0;r:i1:r-1 1 0
SDIFFSTORE;-3;dw;1 -1 1;set;1.0.0;1.0.0;o:i1:r0 1 0;r:i2:r-1 1 0
SELECT;2;flt;0 0 0;connection;1.0.0;1.0.0
SENTINEL;-2;a;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL CKQUORUM;3;a!;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL CONFIG;-4;a;0 0 0;sentinel;6.2.0;6.2.0
SENTINEL DEBUG;-2;a;0 0 0;sentinel;7.0.0;7.0.0
SENTINEL FAILOVER;3;a;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL FLUSHCONFIG;2;a;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL GET-MASTER-ADDR-BY-NAME;3;a!;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL GET-PRIMARY-ADDR-BY-NAME;3;a!;0 0 0;sentinel;;8.0.0
SENTINEL HELP;2;lt!;0 0 0;sentinel;6.2.0;6.2.0
SENTINEL INFO-CACHE;-3;a!;0 0 0;sentinel;3.2.0;3.2.0
SENTINEL IS-MASTER-DOWN-BY-ADDR;6;a;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL IS-PRIMARY-DOWN-BY-ADDR;6;a;0 0 0;sentinel;;8.0.0
SENTINEL MASTER;3;a!;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL MASTERS;2;a!;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL MONITOR;6;a;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL MYID;2;a!;0 0 0;sentinel;6.2.0;6.2.0
SENTINEL PENDING-SCRIPTS;2;a!;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL PRIMARIES;2;a!;0 0 0;sentinel;;8.0.0
SENTINEL PRIMARY;3;a!;0 0 0;sentinel;;8.0.0
SENTINEL REMOVE;3;a;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL REPLICAS;3;a!;0 0 0;sentinel;5.0.0;5.0.0
SENTINEL RESET;3;a;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL SENTINELS;3;a!;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL SET;-5;a;0 0 0;sentinel;2.8.4;2.8.4
SENTINEL SIMULATE-FAILURE;-3;a;0 0 0;sentinel;3.2.0;3.2.0
SENTINEL SLAVES;3;a!;0 0 0;sentinel;2.8.0;2.8.0
SET;-3;dw;1 1 1;string;1.0.0;1.0.0;wv:i1:r0 1 0
SETBIT;4;dw;1 1 1;bitmap;2.2.0;2.2.0;w:i1:r0 1 0
SETEX;4;dw;1 1 1;string;2.0.0;2.0.0;o:i1:r0 1 0
SETNX;3;dfw;1 1 1;string;1.0.0;1.0.0;o:i1:r0 1 0
SETRANGE;4;dw;1 1 1;string;2.2.0;2.2.0;w:i1:r0 1 0
SHUTDOWN;-1;alstux;0 0 0;server;1.0.0;1.0.0
SINTER;-2;r!;1 -1 1;set;1.0.0;1.0.0;r:i1:r-1 1 0
SINTERCARD;-3;mr!;0 0 0;set;7.0.0;7.0.0;r:i1:n0 1 1
SINTERSTORE;-3;dw;1 -1 1;set;1.0.0;1.0.0;o:i1:r0 1 0;r:i2:r-1 1 0
SISMEMBER;3;fr!;1 1 1;set;1.0.0;1.0.0;r:i1:r0 1 0
SLAVEOF;3;aist;0 0 0;server;1.0.0;1.0.0
SLOWLOG;-2;;0 0 0;server;2.2.12;2.2.12
SLOWLOG GET;-2;alt!;0 0 0;server;2.2.12;2.2.12
SLOWLOG HELP;2;lt!;0 0 0;server;6.2.0;6.2.0
SLOWLOG LEN;2;alt!;0 0 0;server;2.2.12;2.2.12
SLOWLOG RESET;2;alt;0 0 0;server;2.2.12;2.2.12
SMEMBERS;2;r!;1 1 1;set;1.0.0;1.0.0;r:i1:r0 1 0
SMISMEMBER;-3;fr!;1 1 1;set;6.2.0;6.2.0;r:i1:r0 1 0
SMOVE;4;fw;1 2 1;set;1.0.0;1.0.0;w:i1:r0 1 0;w:i2:r0 1 0
SORT;-2;dmw;1 1 1;generic;1.0.0;1.0.0;r:i1:r0 1 0;r:u:u;o:u:u
SORT_RO;-2;mr!;1 1 1;generic;7.0.0;7.0.0;r:i1:r0 1 0;r:u:u
SPOP;-2;fw;1 1 1;set;1.0.0;1.0.0;w:i1:r0 1 0
SPUBLISH;3;flpt;1 1 1;pubsub;7.0.0;7.0.0;n:i1:r0 1 0
SRANDMEMBER;-2;r!;1 1 1;set;1.0.0;1.0.0;r:i1:r0 1 0
SREM;-3;fw;1 1 1;set;1.0.0;1.0.0;w:i1:r0 1 0
SSCAN;-3;r!;1 1 1;set;2.8.0;2.8.0;r:i1:r0 1 0
SSUBSCRIBE;-2;dlpst;1 -1 1;pubsub;7.0.0;7.0.0;n:i1:r-1 1 0
STRALGO;-2;mr!;0 0 0;;;
STRLEN;2;fr!;1 1 1;string;2.2.0;2.2.0;r:i1:r0 1 0
SUBSCRIBE;-2;dlpst;0 0 0;pubsub;2.0.0;2.0.0
SUBSTR;4;r!;1 1 1;string;1.0.0;1.0.0;r:i1:r0 1 0
SUNION;-2;r!;1 -1 1;set;1.0.0;1.0.0;r:i1:r-1 1 0
SUNIONSTORE;-3;dw;1 -1 1;set;1.0.0;1.0.0;o:i1:r0 1 0;r:i2:r-1 1 0
SUNSUBSCRIBE;-1;lpst;1 -1 1;pubsub;7.0.0;7.0.0;n:i1:r-1 1 0
SWAPDB;3;fw;0 0 0;server;4.0.0;4.0.0
SYNC;1;aisx;0 0 0;server;1.0.0;1.0.0
TDIGEST.ADD;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
TDIGEST.BYRANK;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
TDIGEST.BYREVRANK;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
TDIGEST.CDF;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
TDIGEST.CREATE;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
TDIGEST.INFO;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
TDIGEST.MAX;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
TDIGEST.MERGE;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
TDIGEST.MIN;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
TDIGEST.QUANTILE;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
TDIGEST.RANK;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
TDIGEST.RESET;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
TDIGEST.REVRANK;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
TDIGEST.TRIMMED_MEAN;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
TIME;1;flt!;0 0 0;server;2.6.0;2.6.0
TIMESERIES.CLUSTERSET;-1;ers;0 0 0;timeseries;;
TIMESERIES.CLUSTERSETFROMSHARD;-1;ers;0 0 0;timeseries;;
TIMESERIES.FORCESHARDSCONNECTION;-1;ers;0 0 0;timeseries;;
TIMESERIES.HELLO;-1;ers;0 0 0;timeseries;;
TIMESERIES.INFOCLUSTER;-1;ers;0 0 0;timeseries;;
TIMESERIES.INNERCOMMUNICATION;-1;ers;0 0 0;timeseries;;
TIMESERIES.NETWORKTEST;-1;ers;0 0 0;timeseries;;
TIMESERIES.REFRESHCLUSTER;-1;ers;0 0 0;timeseries;;
TOPK.ADD;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
TOPK.COUNT;-1;ew;1 1 1;bf;;;w:i1:r0 1 0
TOPK.INCRBY;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
TOPK.INFO;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
TOPK.LIST;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
TOPK.QUERY;-1;er!;1 1 1;bf;;;w:i1:r0 1 0
TOPK.RESERVE;-1;dew;1 1 1;bf;;;w:i1:r0 1 0
TOUCH;-2;fr!;1 -1 1;generic;3.2.1;3.2.1;r:i1:r-1 1 0
TRIMSLOTS;-5;w;0 0 0;server;8.4.0;
TS.ADD;-1;dew;1 1 1;timeseries;;;w:i1:r0 1 0
TS.ALTER;-1;dew;1 1 1;timeseries;;;w:i1:r0 1 0
TS.CREATE;-1;dew;1 1 1;timeseries;;;w:i1:r0 1 0
TS.CREATERULE;-1;dew;1 1 1;timeseries;;;w:i1:r0 1 0
TS.DECRBY;-1;dew;1 1 1;timeseries;;;w:i1:r0 1 0
TS.DEL;-1;ew;1 1 1;timeseries;;;w:i1:r0 1 0
TS.DELETERULE;-1;ew;1 1 1;timeseries;;;w:i1:r0 1 0
TS.GET;-1;er!;1 1 1;timeseries;;;w:i1:r0 1 0
TS.INCRBY;-1;dew;1 1 1;timeseries;;;w:i1:r0 1 0
TS.INFO;-1;er!;1 1 1;timeseries;;;w:i1:r0 1 0
TS.MADD;-1;dew;1 -1 3;timeseries;;;w:i1:r-1 3 0
TS.MGET;-1;er!;0 0 0;timeseries;;
TS.MRANGE;-1;er!;0 0 0;timeseries;;
TS.MREVRANGE;-1;er!;0 0 0;timeseries;;
TS.QUERYINDEX;-1;er!;0 0 0;timeseries;;
TS.RANGE;-1;er!;1 1 1;timeseries;;;w:i1:r0 1 0
TS.REVRANGE;-1;er!;1 1 1;timeseries;;;w:i1:r0 1 0
TTL;2;fr!;1 1 1;generic;1.0.0;1.0.0;r:i1:r0 1 0
TYPE;2;fr!;1 1 1;generic;1.0.0;1.0.0;r:i1:r0 1 0
UNLINK;-2;fw;1 -1 1;generic;4.0.0;4.0.0;d:i1:r-1 1 0
UNSUBSCRIBE;-1;lpst;0 0 0;pubsub;2.0.0;2.0.0
UNWATCH;1;flstu;0 0 0;transactions;2.2.0;2.2.0
VADD;-5;dew;1 1 1;vectorset;;;w:i1:r0 1 0
VCARD;2;efr!;1 1 1;vectorset;;;w:i1:r0 1 0
VDIM;2;efr!;1 1 1;vectorset;;;w:i1:r0 1 0
VEMB;-3;efr!;1 1 1;vectorset;;;w:i1:r0 1 0
VGETATTR;3;efr!;1 1 1;vectorset;;;w:i1:r0 1 0
VINFO;2;efr!;1 1 1;vectorset;;;w:i1:r0 1 0
VISMEMBER;3;er!;1 1 1;vectorset;;;w:i1:r0 1 0
VLINKS;-3;efr!;1 1 1;vectorset;;;w:i1:r0 1 0
VRANDMEMBER;-2;er!;1 1 1;vectorset;;;w:i1:r0 1 0
VRANGE;-4;er!;1 1 1;vectorset;;;w:i1:r0 1 0
VREM;3;ew;1 1 1;vectorset;;;w:i1:r0 1 0
VSETATTR;4;efw;1 1 1;vectorset;;;w:i1:r0 1 0
VSIM;-4;er!;1 1 1;vectorset;;;w:i1:r0 1 0
WAIT;3;b;0 0 0;generic;3.0.0;3.0.0
WAITAOF;4;b;0 0 0;generic;7.2.0;7.2.0
WATCH;-2;flstu;1 -1 1;transactions;2.2.0;2.2.0;r:i1:r-1 1 0
XACK;-4;fw;1 1 1;stream;5.0.0;5.0.0;w:i1:r0 1 0
XACKDEL;-6;fw;1 1 1;stream;8.2.0;;w:i1:r0 1 0
XADD;-5;dfw;1 1 1;stream;5.0.0;5.0.0;w:i1:r0 1 0
XAUTOCLAIM;-6;fw;1 1 1;stream;6.2.0;6.2.0;w:i1:r0 1 0
XCFGSET;-2;fw;1 1 1;stream;8.6.0;;w:i1:r0 1 0
XCLAIM;-6;fw;1 1 1;stream;5.0.0;5.0.0;w:i1:r0 1 0
XDEL;-3;fw;1 1 1;stream;5.0.0;5.0.0;w:i1:r0 1 0
XDELEX;-5;fw;1 1 1;stream;8.2.0;;w:i1:r0 1 0
XGROUP;-2;w;0 0 0;stream;5.0.0;5.0.0
XGROUP CREATE;-5;dw;2 2 1;stream;5.0.0;5.0.0;w:i2:r0 1 0
XGROUP CREATECONSUMER;5;dw;2 2 1;stream;6.2.0;6.2.0;w:i2:r0 1 0
XGROUP DELCONSUMER;5;w;2 2 1;stream;5.0.0;5.0.0;w:i2:r0 1 0
XGROUP DESTROY;4;w;2 2 1;stream;5.0.0;5.0.0;w:i2:r0 1 0
XGROUP HELP;2;lt!;0 0 0;stream;5.0.0;5.0.0
XGROUP SETID;-5;w;2 2 1;stream;5.0.0;5.0.0;w:i2:r0 1 0
XIDMPRECORD;5;dfw;1 1 1;stream;8.6.2;;w:i1:r0 1 0
XINFO;-2;;0 0 0;stream;5.0.0;5.0.0
XINFO CONSUMERS;4;r!;2 2 1;stream;5.0.0;5.0.0;r:i2:r0 1 0
XINFO GROUPS;3;r!;2 2 1;stream;5.0.0;5.0.0;r:i2:r0 1 0
XINFO HELP;2;lt!;0 0 0;stream;5.0.0;5.0.0
XINFO STREAM;-3;r!;2 2 1;stream;5.0.0;5.0.0;r:i2:r0 1 0
XLEN;2;fr!;1 1 1;stream;5.0.0;5.0.0;r:i1:r0 1 0
XPENDING;-3;r!;1 1 1;stream;5.0.0;5.0.0;r:i1:r0 1 0
XRANGE;-4;r!;1 1 1;stream;5.0.0;5.0.0;r:i1:r0 1 0
XREAD;-4;bmr!;0 0 0;stream;5.0.0;5.0.0;r:kSTREAMS 1:r-1 1 2
XREADGROUP;-7;bmw;0 0 0;stream;5.0.0;5.0.0;r:kSTREAMS 4:r-1 1 2
XREVRANGE;-4;r!;1 1 1;stream;5.0.0;5.0.0;r:i1:r0 1 0
XSETID;-3;dfw;1 1 1;stream;5.0.0;5.0.0;w:i1:r0 1 0
XTRIM;-4;w;1 1 1;stream;5.0.0;5.0.0;w:i1:r0 1 0
ZADD;-4;dfw;1 1 1;sorted-set;1.2.0;1.2.0;w:i1:r0 1 0
ZCARD;2;fr!;1 1 1;sorted-set;1.2.0;1.2.0;r:i1:r0 1 0
ZCOUNT;4;fr!;1 1 1;sorted-set;2.0.0;2.0.0;r:i1:r0 1 0
ZDIFF;-3;mr!;0 0 0;sorted-set;6.2.0;6.2.0;r:i1:n0 1 1
ZDIFFSTORE;-4;dmw;1 1 1;sorted-set;6.2.0;6.2.0;o:i1:r0 1 0;r:i2:n0 1 1
ZINCRBY;4;dfw;1 1 1;sorted-set;1.2.0;1.2.0;w:i1:r0 1 0
ZINTER;-3;mr!;0 0 0;sorted-set;6.2.0;6.2.0;r:i1:n0 1 1
ZINTERCARD;-3;mr!;0 0 0;sorted-set;7.0.0;7.0.0;r:i1:n0 1 1
ZINTERSTORE;-4;dmw;1 1 1;sorted-set;2.0.0;2.0.0;o:i1:r0 1 0;r:i2:n0 1 1
ZLEXCOUNT;4;fr!;1 1 1;sorted-set;2.8.9;2.8.9;r:i1:r0 1 0
ZMPOP;-4;mw;0 0 0;sorted-set;7.0.0;7.0.0;w:i1:n0 1 1
ZMSCORE;-3;fr!;1 1 1;sorted-set;6.2.0;6.2.0;r:i1:r0 1 0
ZPOPMAX;-2;fw;1 1 1;sorted-set;5.0.0;5.0.0;w:i1:r0 1 0
ZPOPMIN;-2;fw;1 1 1;sorted-set;5.0.0;5.0.0;w:i1:r0 1 0
ZRANDMEMBER;-2;r!;1 1 1;sorted-set;6.2.0;6.2.0;r:i1:r0 1 0
ZRANGE;-4;r!;1 1 1;sorted-set;1.2.0;1.2.0;r:i1:r0 1 0
ZRANGEBYLEX;-4;r!;1 1 1;sorted-set;2.8.9;2.8.9;r:i1:r0 1 0
ZRANGEBYSCORE;-4;r!;1 1 1;sorted-set;1.0.5;1.0.5;r:i1:r0 1 0
ZRANGESTORE;-5;dw;1 2 1;sorted-set;6.2.0;6.2.0;o:i1:r0 1 0;r:i2:r0 1 0
ZRANK;-3;fr!;1 1 1;sorted-set;2.0.0;2.0.0;r:i1:r0 1 0
ZREM;-3;fw;1 1 1;sorted-set;1.2.0;1.2.0;w:i1:r0 1 0
ZREMRANGEBYLEX;4;w;1 1 1;sorted-set;2.8.9;2.8.9;w:i1:r0 1 0
ZREMRANGEBYRANK;4;w;1 1 1;sorted-set;2.0.0;2.0.0;w:i1:r0 1 0
ZREMRANGEBYSCORE;4;w;1 1 1;sorted-set;1.2.0;1.2.0;w:i1:r0 1 0
ZREVRANGE;-4;r!;1 1 1;sorted-set;1.2.0;1.2.0;r:i1:r0 1 0
ZREVRANGEBYLEX;-4;r!;1 1 1;sorted-set;2.8.9;2.8.9;r:i1:r0 1 0
ZREVRANGEBYSCORE;-4;r!;1 1 1;sorted-set;2.2.0;2.2.0;r:i1:r0 1 0
ZREVRANK;-3;fr!;1 1 1;sorted-set;2.0.0;2.0.0;r:i1:r0 1 0
ZSCAN;-3;r!;1 1 1;sorted-set;2.8.0;2.8.0;r:i1:r0 1 0
ZSCORE;3;fr!;1 1 1;sorted-set;1.2.0;1.2.0;r:i1:r0 1 0
ZUNION;-3;mr!;0 0 0;sorted-set;6.2.0;6.2.0;r:i1:n0 1 1
ZUNIONSTORE;-4;dmw;1 1 1;sorted-set;2.0.0;2.0.0;o:i1:r0 1 0;r:i2:n0 1 1
"""
# fmt: on
