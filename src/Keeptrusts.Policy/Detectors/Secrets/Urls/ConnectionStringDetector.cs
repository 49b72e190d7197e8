using System.Collections.Frozen;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets.Urls;

/// <summary>What opens a database or a queue: the user information of its address, or the password, account key or access key of a connection string.</summary>
internal sealed class ConnectionStringDetector() : UrlCredentialsDetector(
    "CONNECTION_STRING",
    User + "[^\\s@/?#\"'<>`{}\\\\|]{1,200}",
    "[^\\s;\"'`<>{}|\\\\]{1,200}")
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Schemes = new[]
    {
        "postgres", "postgresql", "mysql", "mariadb", "mongodb", "mongodb+srv", "redis", "rediss", "amqp", "amqps", "mssql", "sqlserver", "oracle", "cockroachdb",
        "clickhouse", "cassandra", "couchdb", "couchbase", "neo4j", "neo4j+s", "bolt", "influxdb", "nats", "kafka", "ldap", "ldaps", "smtp", "smtps", "imap", "imaps",
        "postgresql+psycopg2", "postgresql+psycopg", "postgresql+asyncpg", "mysql+pymysql", "mysql+mysqldb", "mysql2", "mssql+pyodbc", "snowflake", "redshift", "db2",
        "firebird", "hdb", "trino", "presto", "vertica", "elasticsearch", "memcached", "stomp", "mqtt", "mqtts", "valkey", "rethinkdb", "arangodb", "surrealdb",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    // The keys whose values are secret, and those of which one must stand before to make it a connection string.
    private static readonly string[] Secrets = ["password", "pwd", "accountkey", "sharedaccesskey", "sharedsecretvalue", "sharedaccesssignature", "user password", "accesskey"];

    private static readonly string[] Others =
    [
        "server=", "data source=", "datasource=", "host=", "hostname=", "user id=", "userid=", "uid=", "user=", "username=", "database=", "initial catalog=", "dbname=",
        "accountname=", "defaultendpointsprotocol=", "endpoint=", "sharedaccesskeyname=", "driver=", "accountendpoint=", "integrated security=", "port=", "addr=",
    ];

    private static readonly EntityInfo Description = new()
    {
        Title = "credentials of a connection string",
        Group = EntityGroup.Secret,
        Format = "`user:password` of an address of a database, directory or queue (`postgres://`, `mongodb+srv://`, `redis://`, `amqp://` and the like); or the value of `Password=`, `Pwd=`, `AccountKey=`, "
            + "`SharedAccessKey=` behind another key of a connection string (`Server=`, `Endpoint=`, …). What stands around it stays.",
        Check = "None; placeholders and masks are skipped.",
        Examples = ["Server=db.example.com;User Id=app;Password=«Summer-2031»;Encrypt=true", "DATABASE_URL=postgres://«app:s3cr3t»@db.example.com:5432/shop"],
        NotFound = ["Server=db;User Id=app;Password=****;", "Server=db;Database=shop;Integrated Security=true", "postgres://localhost:5432/shop"],
        Limits = "A password with `;` or quotes is covered up to there. A password of up to five digits in an address is URL_CREDENTIALS only. A connection string that begins with its password is GENERIC_SECRET.",
    };

    public override EntityInfo Info => Description;

    public override bool HasOwnContext => true;

    public override bool InContext(ReadOnlySpan<char> left) => IsValue(left);

    public override bool MayFollow(char previous) => previous is '/' or '=';

    public override bool MayStart(ReadOnlySpan<char> left, char first) => IsAddress(left) || IsValue(left);

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        following.IsEmpty ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
        : following[0] is '@' or ';' or '"' or '\'' or '`' or '<' or '\\' || char.IsWhiteSpace(following[0]) ? SpanEnd.Holds
        : SpanEnd.Fails;

    public override double Score(in SpanText span)
    {
        if (span.InContext)
        {
            return IsPassword(span.Folded) && span.Folded[0] is not ('%' or '@') ? 0.9 : 0;
        }

        // Without credentials it is the host and its port that a colon parts.
        var password = span.Folded[(span.Folded.IndexOf(':') + 1)..];
        return IsPassword(password) && !IsPort(password) ? 0.95 : 0;
    }

    private static bool IsAddress(ReadOnlySpan<char> left) => Scheme(left) is { IsEmpty: false } scheme && Schemes.Contains(scheme);

    private static bool IsPort(ReadOnlySpan<char> value) => value is "port" || (value.Length <= 5 && !value.ContainsAnyExceptInRange('0', '9'));

    private static bool IsValue(ReadOnlySpan<char> left)
    {
        if (left is not [.., '='])
        {
            return false;
        }

        var before = left[..^1].TrimEnd(' ');
        foreach (var secret in Secrets)
        {
            if (before.EndsWith(secret))
            {
                return HasOther(before[..^secret.Length]);
            }
        }

        return false;
    }

    private static bool HasOther(ReadOnlySpan<char> before)
    {
        foreach (var other in Others)
        {
            var at = before.LastIndexOf(other);
            if (at >= 0 && before[at..].IndexOfAny('\n', '\r') < 0 && before[at..].IndexOf(';') >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
