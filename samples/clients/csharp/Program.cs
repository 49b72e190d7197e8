// Streams a governed answer. Needs OPENAI_API_KEY and OPENAI_BASE_URL.
using System.ClientModel;
using OpenAI;
using OpenAI.Chat;

var key = Required("OPENAI_API_KEY");
var endpoint = new Uri(Required("OPENAI_BASE_URL"));

var client = new ChatClient("gpt-4o-mini", new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = endpoint });
await foreach (var update in client.CompleteChatStreamingAsync("Write to ada.lovelace@gmail.com"))
{
    foreach (var part in update.ContentUpdate)
    {
        Console.Write(part.Text);
    }
}

Console.WriteLine();

static string Required(string name) =>
    Environment.GetEnvironmentVariable(name)
    ?? throw new InvalidOperationException($"{name} is not set; `kt tokens create` prints it.");
