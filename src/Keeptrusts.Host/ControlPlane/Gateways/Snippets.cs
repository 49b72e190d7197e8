namespace Keeptrusts.Host.ControlPlane.Gateways;

/// <summary>A first call in one language.</summary>
/// <param name="Title">The language.</param>
/// <param name="Code">What to paste; the key comes from <c>OPENAI_API_KEY</c>.</param>
internal sealed record Snippet(string Title, string Code);

/// <summary>First calls, for people to paste.</summary>
internal static class Snippets
{
    public static string Curl(string baseUrl, string model) =>
        $$"""curl {{baseUrl}}/chat/completions -H "Authorization: Bearer $OPENAI_API_KEY" -H "Content-Type: application/json" -d '{"model":"{{model}}","messages":[{"role":"user","content":"Write to ada@example.org"}]}'""";

    public static IReadOnlyList<Snippet> For(string baseUrl, string model) =>
    [
        new("curl", Curl(baseUrl, model)),
        new("Python", $$"""
            from openai import OpenAI

            client = OpenAI(base_url="{{baseUrl}}")  # the key comes from OPENAI_API_KEY
            answer = client.chat.completions.create(
                model="{{model}}",
                messages=[{"role": "user", "content": "Write to ada@example.org"}],
            )
            print(answer.choices[0].message.content)
            """),
        new("Node", $$"""
            import OpenAI from "openai";

            const client = new OpenAI({ baseURL: "{{baseUrl}}" }); // the key comes from OPENAI_API_KEY
            const answer = await client.chat.completions.create({
              model: "{{model}}",
              messages: [{ role: "user", content: "Write to ada@example.org" }],
            });
            console.log(answer.choices[0].message.content);
            """),
        new("C#", $$"""
            using System.ClientModel;
            using OpenAI;
            using OpenAI.Chat;

            var key = new ApiKeyCredential(Environment.GetEnvironmentVariable("OPENAI_API_KEY")!);
            var client = new ChatClient("{{model}}", key, new OpenAIClientOptions { Endpoint = new Uri("{{baseUrl}}") });
            ChatCompletion answer = await client.CompleteChatAsync("Write to ada@example.org");
            Console.WriteLine(answer.Content[0].Text);
            """),
    ];
}
