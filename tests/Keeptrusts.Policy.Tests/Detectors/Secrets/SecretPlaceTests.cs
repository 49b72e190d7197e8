using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Kinds.SecretDetector;
using Keeptrusts.Policy.Tests.Evaluation;

namespace Keeptrusts.Policy.Tests.Detectors.Secrets;

/// <summary>Credentials that their place gives away. In the texts « and » stand around what is found.</summary>
public sealed class SecretPlaceTests
{
    private static readonly SpanPhase Secrets = Phases.Redacting(SecretEntities.Available);

    public static TheoryData<string> Examples => [.. SecretEntities.Available];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_OfTheDocumentation_IsFoundAndItsLookAlikesAreNot(string entity)
    {
        var info = ((PatternDetector)DetectorCatalog.Find(entity)!).Info!;
        Assert.All(info.Examples, e => AssertFound(entity, e));
        Assert.All(info.NotFound, e => Assert.Equal(e, Phases.Whole(Phases.Redacting(entity), e)));
    }

    [Theory]
    [InlineData("password: «hunter22»")]
    [InlineData("password = \"«Tr0ub4dor&3»\";")]
    [InlineData("$password = '«s3cret-Value»';")]
    [InlineData("{\"password\": \"«S0mething!Else»\", \"x\": 1}")]
    [InlineData("{'pwd':'«abc123XYZ»'}")]
    [InlineData("{\\\"password\\\":\\\"«abc123XYZ»\\\"}")]
    [InlineData("export DB_PASSWORD=«qwe!rty.9»")]
    [InlineData("DB_PASS=«123456»\nX=1")]
    [InlineData("mysql --user root --password «r00t!pw» -h db")]
    [InlineData("mysql --password=«r00t!pw» -h db")]
    [InlineData("<password>«geheim!1»</password>")]
    [InlineData("<add key=\"x\" /><password type=\"string\">«geheim!1»</password>")]
    [InlineData("config[\"password\"] = \"«abc.123.xyz»\"")]
    [InlineData(":password => '«correct1horse»'")]
    [InlineData("password := \"«correct1horse»\"")]
    [InlineData("const password: string = \"«correct1horse»\";")]
    [InlineData("the password is «hunter2!» and nothing else")]
    [InlineData("The password is «hunter22». Bye.")]
    [InlineData("My password: «hunter22», right?")]
    [InlineData("password for the database is «hunter22»")]
    [InlineData("Das Passwort ist «Sommer2031»")]
    [InlineData("la contraseña es «verano2031»")]
    [InlineData("le mot de passe est «été2031!»")]
    [InlineData("пароль: «zima2031»")]
    [InlineData("?user=a&password=«geheim1»&x=1")]
    [InlineData("client_secret=«a8F3k2LpQ9xZ71Vb»")]
    [InlineData("clientSecret: '«a8F3k2LpQ9xZ71Vb»'")]
    [InlineData("API_KEY=«3f9a0c5e7b1d2468ace0»")]
    [InlineData("api-key: «3f9a0c5e7b1d2468ace0»")]
    [InlineData("x-api-key: «3f9a0c5e7b1d2468ace0»")]
    [InlineData("\"accessKey\": \"«Zk3/bQ+91xYv7Lm2»\"")]
    [InlineData("auth_token = «9f8Jq2LmX0vB7tRz»")]
    [InlineData("SECRET_KEY = '«django-9f8Jq2LmX0vB7tRz#x»'")]
    [InlineData("private_key: «MIIBVgIBADANBgkqhkiG9w0BAQEFAASCAUAwggE8AgEAAkEA»")]
    [InlineData("secret: «kJhGfDsAqWeRtYuIoPmNbVcXzLk»")]
    [InlineData("data:\n  password: «cGFzc3dvcmQxMjM=»\n")]
    public void GenericSecret_Assigned_IsFound(string text) => AssertFound("GENERIC_SECRET", text);

    [Theory]
    [InlineData("password: required")]
    [InlineData("password: str")]
    [InlineData("password=password")]
    [InlineData("password: ********")]
    [InlineData("password = os.environ[\"DB_PASSWORD1\"]")]
    [InlineData("password = getpass2()")]
    [InlineData("password: ${DB_PASSWORD_1}")]
    [InlineData("password: {{ vault_password_1 }}")]
    [InlineData("password=$DB_PASS1")]
    [InlineData("password=%DB_PASS1%")]
    [InlineData("password = @password1")]
    [InlineData("if (password == \"hunter22\")")]
    [InlineData("password != abc123")]
    [InlineData("password_hash: sha256")]
    [InlineData("password: sha256")]
    [InlineData("reset_password: /users/reset1")]
    [InlineData("the password is incorrect, try 3 more times")]
    [InlineData("The password is case-sensitive.")]
    [InlineData("your password must have 8 characters")]
    [InlineData("token: 123456789012")]
    [InlineData("max_tokens: 4096")]
    [InlineData("next_page_token=CAESBgoEMTIzNA8f3k2L")]
    [InlineData("PublicKeyToken=b77a5c561934e089")]
    [InlineData("token = tokens[index1]")]
    [InlineData("secret: my-app-tls-2024")]
    [InlineData("secret_name: db-creds-v2")]
    [InlineData("token: 123e4567-e89b-12d3-a456-426614174000")]
    [InlineData("api_key: <YOUR_API_KEY_1>")]
    [InlineData("api_key: your_api_key_here_1")]
    [InlineData("api_key: null")]
    [InlineData("secret = settings.SECRET_KEY_2")]
    [InlineData("token_url: https://example.com/oauth2/token1")]
    [InlineData("secret: /run/secrets/db_password_1")]
    [InlineData("private_key: ./keys/server1.pem")]
    [InlineData("token: sha256:9f86d081884c7d659a2feaa0c55ad015")]
    [InlineData("secret: op://vault1/item2/field3")]
    [InlineData("compass: N45E12x9")]
    [InlineData("bypass=abc123")]
    [InlineData("tokenizer: cl100k_base_v2")]
    [InlineData("commit = 3f9a0c5e7b1d2468ace013579bdf2468ace0f1e2")]
    public void GenericSecret_NoSecret_IsNotFound(string text) => Assert.Equal(text, Phases.Whole(Phases.Redacting("GENERIC_SECRET"), text));

    [Theory]
    [InlineData("{\"dbPassword\": \"hunter22\"}", "{\"dbPassword\": \"[GENERIC_SECRET]\"}")]
    [InlineData("{\"a\": {\"api key\": \"9f8Jq2LmX0vB7tRz\"}}", "{\"a\": {\"api key\": \"[GENERIC_SECRET]\"}}")]
    [InlineData("{\"password\": 12345678}", "{\"password\": \"[GENERIC_SECRET]\"}")]
    [InlineData("{\"password\": \"none\", \"max_tokens\": 100}", "{\"password\": \"none\", \"max_tokens\": 100}")]
    public void GenericSecret_InJson_IsNamedByItsKey(string json, string expected) =>
        Assert.Equal(expected, Phases.Whole(Phases.Redacting("GENERIC_SECRET"), json, ChannelFormat.Json));

    [Theory]
    [InlineData("Authorization: Bearer «abc123def456»\r\nHost: x")]
    [InlineData("-H \"Authorization: Bearer «abc123def456»\"")]
    [InlineData("{\"Authorization\": \"Bearer «abc123def456»\"}")]
    [InlineData("headers = {'Authorization': 'Token «abc123def456»'}")]
    [InlineData("Proxy-Authorization: Basic «dXNlcjpwYXNz»")]
    [InlineData("authorization: «abc123def456»")]
    [InlineData("AUTHORIZATION=Bearer «abc123def456»")]
    [InlineData("sent bearer «a81f3c9e7d2b40516f» there")]
    [InlineData("Authorization: Digest «username=\"jo\", realm=\"x\", nonce=\"dcd98b7102dd\", uri=\"/\", response=\"6629fae49393a05397450978507c4ef1\"»")]
    [InlineData("Authorization: AWS4-HMAC-SHA256 «Credential=AAA/20310101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=fe5f80f77d5fa3beca038a248ff027d0»")]
    public void AuthorizationHeader_Credentials_AreFound(string text) => AssertFound("AUTHORIZATION_HEADER", text);

    [Theory]
    [InlineData("Authorization: Bearer <token>")]
    [InlineData("Authorization: Bearer $TOKEN_1")]
    [InlineData("Authorization: Bearer {token1}")]
    [InlineData("Authorization: Bearer sk-...")]
    [InlineData("Authorization: Bearer your_token_1_here")]
    [InlineData("Authorization: Bearer authentication1")]
    [InlineData("the bearer of this letter of 1923")]
    [InlineData("basic tutorial2 token abcdef123456")]
    public void AuthorizationHeader_Placeholder_IsNotFound(string text) => Assert.Equal(text, Phases.Whole(Phases.Redacting("AUTHORIZATION_HEADER"), text));

    [Theory]
    [InlineData("postgres://«app:s3cr3t»@db.example.com:5432/shop")]
    [InlineData("mongodb+srv://«root:p%40ss»@cluster0.example.net/?w=majority")]
    [InlineData("redis://«:geheim»@cache:6379/0")]
    [InlineData("amqps://«guest:guest»@mq")]
    [InlineData("Server=tcp:db.example.com,1433;Database=shop;User ID=sa;Password=«P@ssw0rd»;Encrypt=True")]
    [InlineData("Data Source=ora;User Id=scott;Password=«tiger»")]
    [InlineData("\"Host=db;Username=app;Pwd=«x:y»\"")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=store;AccountKey=«Zm9vYmFyYmF6cXV4»;EndpointSuffix=core.windows.net")]
    [InlineData("Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=«Zm9vYmFyYmF6cXV4=»")]
    public void ConnectionString_Credentials_AreFound(string text) => AssertFound("CONNECTION_STRING", text);

    [Theory]
    [InlineData("postgres://localhost:5432/shop")]
    [InlineData("redis://cache:6379")]
    [InlineData("postgres://${USER}:${PASSWORD}@db/shop")]
    [InlineData("Server=db;User Id=sa;Password=***;")]
    [InlineData("Server=db;User Id=sa;Password={password};")]
    [InlineData("Password=abc1234")]
    [InlineData("https://user:word@example.com")]
    public void ConnectionString_NoCredentials_IsNotFound(string text) => Assert.Equal(text, Phases.Whole(Phases.Redacting("CONNECTION_STRING"), text));

    [Theory]
    [InlineData("https://«user:password»@example.com/a")]
    [InlineData("git clone https://«oauth2:abc123»@git.example.com/a.git")]
    [InlineData("ftp://«me:p@ss»@host")]
    [InlineData("(http://«a:b»@c)")]
    public void UrlCredentials_UserAndPassword_AreFound(string text) => AssertFound("URL_CREDENTIALS", text);

    [Theory]
    [InlineData("https://example.com:8080/a@b")]
    [InlineData("https://user@example.com")]
    [InlineData("https://$USER:$PASS@example.com")]
    [InlineData("see http://a.example.com:80, and mail me@example.com")]
    public void UrlCredentials_NoPassword_AreNotFound(string text) => Assert.Equal(text, Phases.Whole(Phases.Redacting("URL_CREDENTIALS"), text));

    [Theory]
    [InlineData("https://b.example.com/k?X-Goog-Algorithm=G&X-Goog-Signature=«8a6f0b3c2d1e4f5a6b7c8d9e0f1a2b3c»")]
    [InlineData("https://a.blob.example.net/c?sv=2031-01-01&sr=c&sig=«Zk3%2FbQ%2B91xYv7Lm2aB4cD6eF8gH0iJ1kL3mN5oP7qR%3D»&se=2031")]
    [InlineData("https://d.example.net/v.mp4?Expires=1&amp;Signature=«nitfHRCrtziwO2HwPfWw~yYDhUF5EwRunQA-j19DzZr»&amp;Key-Pair-Id=K1")]
    public void SignedUrl_Signature_IsFound(string text) => AssertFound("SIGNED_URL", text);

    [Theory]
    [InlineData("Cookie: a=1; PHPSESSID=«3k2l9x8c7v6b5n4m»; b=2")]
    [InlineData("Set-Cookie: connect.sid=«s%3A1a2b3c4d.5e6f7a8b»; HttpOnly")]
    [InlineData("document.cookie = \"token=«1a2b3c4d5e6f7a8b»\"")]
    [InlineData("-b 'x=1; auth_token=«1a2b3c4d5e6f7a8b»'")]
    public void CookieValue_OfASession_IsFound(string text) => AssertFound("COOKIE_VALUE", text);

    [Theory]
    [InlineData("Cookie: theme=dark-mode-2; consent=1a2b3c4d5e6f")]
    [InlineData("session=1a2b3c4d5e6f")]
    [InlineData("cookie: session=guest-session")]
    public void CookieValue_OfNoSession_IsNotFound(string text) => Assert.Equal(text, Phases.Whole(Phases.Redacting("COOKIE_VALUE"), text));

    [Theory]
    [InlineData("RSA PRIVATE KEY", "\n")]
    [InlineData("PRIVATE KEY", "\r\n")]
    [InlineData("EC PRIVATE KEY", "\\n")]
    [InlineData("OPENSSH PRIVATE KEY", "\\\\n")]
    [InlineData("DSA PRIVATE KEY", " ")]
    [InlineData("ENCRYPTED PRIVATE KEY", "\\r\\n")]
    [InlineData("PGP PRIVATE KEY BLOCK", "\n")]
    public void PrivateKey_OfEveryLabel_IsFoundWithAndWithoutItsEnd(string label, string lineEnd)
    {
        var header = label.StartsWith("PGP", StringComparison.Ordinal) ? $"{lineEnd}Version: Test v1{lineEnd}" : "";
        var body = string.Join(lineEnd, Enumerable.Range(0, 30).Select(i => Convert.ToBase64String([.. Enumerable.Range(i, 48).Select(b => (byte)(b * 37))])));
        var cut = $"-----BEGIN {label}-----{header}{lineEnd}{body}{lineEnd}MIIB";
        AssertFound("PRIVATE_KEY", $"key = «{cut}==»");
        AssertFound("PRIVATE_KEY", $"key = «{cut}{lineEnd}-----END {label}-----»{lineEnd}, done");
        AssertFound("PRIVATE_KEY", $"«{cut}{lineEnd}-----END {label}-----»\n«{cut}{lineEnd}-----END {label}-----»");
    }

    [Fact]
    public void PrivateKey_LongerThanAnyOther_IsFoundWhole()
    {
        foreach (var lines in new[] { 240, 400 })
        {
            var body = string.Join('\n', Enumerable.Range(0, lines).Select(i => Convert.ToBase64String([.. Enumerable.Range(i, 48).Select(b => (byte)(b * 37))])));
            AssertFound("PRIVATE_KEY", $"a «-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----» b");
        }
    }

    [Fact]
    public void PrivateKey_WithoutKey_IsNotFound()
    {
        foreach (var text in new[] { "-----BEGIN PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----", $"-----BEGIN PUBLIC KEY-----\n{new string('A', 64)}\n-----END PUBLIC KEY-----" })
        {
            Assert.Equal(text, Phases.Whole(Secrets, text));
        }
    }

    [Fact]
    public void Jwt_ByItsHeader_IsFound()
    {
        static string Part(string json) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var payload = Part("{\"sub\":\"x\"}");
        foreach (var header in new[] { "{\"alg\":\"HS256\",\"typ\":\"JWT\"}", "{ \"typ\": \"JWT\", \"alg\": \"none\" }", "{\"kid\":{\"alg\":1},\"alg\":\"ES256\"}" })
        {
            AssertFound("JWT", $"token «{Part(header)}.{payload}.c2lnbmF0dXJl».");
            AssertFound("JWT", $"\"«{Part(header)}.{payload}.»\"");
            AssertFound("JWT", $"«{Part(header)}.a2V5.aXY.Y2lwaGVy.dGFn»");
        }

        foreach (var header in new[] { "{\"typ\":\"JWT\"}", "{\"kid\":{\"alg\":1}}", "[\"alg\"]", "{\"alg\":" })
        {
            var text = $"{Part(header)}.{payload}.c2lnbmF0dXJl";
            Assert.Equal(text, Phases.Whole(Phases.Redacting("JWT"), text));
        }
    }

    [Fact]
    public void KeeptrustsKey_BrokenChecksum_IsNotFound()
    {
        var key = Policy.Keys.GatewayKey.Create(Policy.Keys.KeyKind.Control, new byte[32]).Reveal();
        Assert.Equal("a [KEEPTRUSTS_KEY].", Phases.Whole(Secrets, $"a {key}."));
        var broken = key[..20] + "1" + key[21..];
        Assert.Equal(broken, Phases.Whole(Secrets, broken));
    }

    [Fact]
    public void PrivateKey_EncryptedWithItsHeaders_IsFound()
    {
        var body = string.Concat(Enumerable.Range(0, 640).Select(i => (char)('A' + (i * 7 % 26))));
        AssertFound("PRIVATE_KEY", $"a «-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AB12\n\n{body}\n-----END RSA PRIVATE KEY-----» b");
    }

    [Fact]
    public void Jwt_LongPayload_IsFoundWhole()
    {
        var payload = string.Concat(Enumerable.Range(0, 6000).Select(i => (char)('a' + (i * 7 % 26))));
        AssertFound("JWT", $"tok «eyJhbGciOiJIUzI1NiJ9.{payload}.c2lnbmF0dXJl» end");
    }

    [Theory]
    [InlineData("bob@exam", "ple.org")]
    [InlineData("bob", "@example.org")]
    public void Email_LongRunOfInvisibleCharacters_IsStillFound(string head, string tail) =>
        AssertFound("EMAIL_ADDRESS", $"to «{head}{new string('\u200b', 100)}{tail}» now");

    private static void AssertFound(string entity, string marked)
    {
        var text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        var expected = System.Text.RegularExpressions.Regex.Replace(marked, "«[^»]*»", $"[{entity}]");
        var alone = Phases.Redacting(entity);
        Assert.Equal(expected, Phases.Whole(alone, text));
        Assert.Equal(expected, Phases.Stream(alone, text.Select(c => c.ToString())).Output);
    }
}
