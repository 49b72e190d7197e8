using Npgsql;

namespace Keeptrusts.Host.Storage;

/// <summary>Reads the URL form that hosting platforms give databases in.</summary>
internal static class PostgreSqlUrl
{
    public static string ToConnectionString(string text)
    {
        if (!text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
        {
            return new NpgsqlConnectionStringBuilder(text).ToString();
        }

        var url = new Uri(text);
        var (user, password) = url.UserInfo.Split(':', 2) is [var name, var secret] ? (name, secret) : (url.UserInfo, "");
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.IsDefaultPort || url.Port < 0 ? 5432 : url.Port,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
        };
        if (user.Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user);
        }

        if (password.Length > 0)
        {
            builder.Password = Uri.UnescapeDataString(password);
        }

        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            // libpq's names have underscores where Npgsql's have none or a space: sslmode, application_name.
            var (key, value) = pair.Split('=', 2) is [var left, var right] ? (left, right) : (pair, "");
            builder[Uri.UnescapeDataString(key).Replace('_', ' ')] = Uri.UnescapeDataString(value);
        }

        return builder.ToString();
    }
}
